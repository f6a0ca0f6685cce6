-- Who may see and do what. Every tenant's table carries tenant_id and partner_id; row-level security is enabled and
-- forced on each. A transaction takes on one of three roles: app_tenant (one tenant), app_operator (one partner),
-- app_system (sign-in, keys, clock; no money).

create function context_tenant() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.tenant_id', true), '')::uuid $$;
create function context_partner() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.partner_id', true), '')::uuid $$;

revoke all on all tables in schema public from public;
grant usage on schema public to app_tenant, app_operator, app_system;
grant usage on all sequences in schema public to app_tenant, app_operator, app_system;

-- Tables of tenants.
do $$
declare
  item text;
begin
  foreach item in array array[
    'billing_profiles', 'subscriptions', 'settlements', 'prorations', 'charges', 'discounts', 'invoices', 'invoice_lines',
    'payments', 'credit_entries', 'audit_log', 'audit_heads', 'outbox', 'usage_events', 'usage_event_keys', 'memberships',
    'invitations', 'api_keys'
  ] loop
    execute format('alter table %I enable row level security', item);
    execute format('alter table %I force row level security', item);
    execute format('create policy of_tenant on %I to app_tenant using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', item);
    execute format('create policy of_partner on %I to app_operator using (partner_id = nullif(current_setting(''app.partner_id'', true), '''')::uuid)', item);
  end loop;
end $$;

alter table tenants enable row level security;
alter table tenants force row level security;
create policy of_tenant on tenants to app_tenant using (id = context_tenant());
create policy of_partner on tenants to app_operator using (partner_id = context_partner());
create policy of_system on tenants to app_system using (true);

-- Tables of partners.
do $$
declare
  item text;
begin
  foreach item in array array[
    'services', 'metrics', 'plans', 'number_counters', 'billing_runs', 'partner_audit_log', 'partner_keys'
  ] loop
    execute format('alter table %I enable row level security', item);
    execute format('alter table %I force row level security', item);
    execute format('create policy of_partner on %I to app_tenant, app_operator using (partner_id = nullif(current_setting(''app.partner_id'', true), '''')::uuid)', item);
  end loop;
end $$;

alter table partners enable row level security;
alter table partners force row level security;
create policy of_partner on partners to app_tenant, app_operator using (id = context_partner());
create policy of_system on partners to app_system using (true);

alter table idempotency_keys enable row level security;
alter table idempotency_keys force row level security;
create policy of_owner on idempotency_keys to app_tenant, app_operator
  using (owner_id = context_tenant() or (context_tenant() is null and owner_id = context_partner()));
create policy of_system on idempotency_keys to app_system using (true);

create policy of_system on memberships to app_system using (true);
create policy of_system on invitations to app_system using (true);
create policy of_system on api_keys to app_system using (true);
create policy of_system on partner_keys to app_system using (true);

-- A tenant reads its money and writes its profile, its keys and what records its own changes.
grant select on partners, services, metrics, plans, tenants, billing_profiles, subscriptions, settlements, prorations,
  charges, discounts, invoices, invoice_lines, payments, credit_entries, audit_log, audit_heads, usage_events, api_keys,
  memberships to app_tenant;
grant insert, update on billing_profiles, api_keys, audit_heads, idempotency_keys to app_tenant;
grant select on idempotency_keys to app_tenant;
grant insert on audit_log, outbox to app_tenant;

-- The operator keeps the books of its partner. What is issued, paid or recorded is never deleted.
grant select, insert, update on partners, tenants, services, metrics, plans, number_counters, billing_profiles,
  subscriptions, settlements, prorations, charges, discounts, invoices, billing_runs, audit_heads, api_keys, partner_keys,
  memberships, invitations, idempotency_keys to app_operator;
grant select, insert on invoice_lines, payments, credit_entries, audit_log, partner_audit_log, outbox, usage_events,
  usage_event_keys to app_operator;
grant delete on memberships, invitations, outbox to app_operator;

grant select, insert, update, delete on auth_users, auth_sessions, auth_accounts, auth_verifications, memberships,
  invitations, idempotency_keys to app_system;
grant select on tenants to app_system;
grant select, insert on partners to app_system;
grant select, insert, update on api_keys, partner_keys, sandbox_clock to app_system;
grant select, delete on usage_event_keys to app_system;
create policy of_system on usage_event_keys to app_system using (true);
grant select on sandbox_clock to app_tenant, app_operator;

-- Sign-in is a library with a connection of its own; its tables hold people, no tenant's data.
grant usage on schema public to portal_app;
grant select, insert, update, delete on auth_users, auth_sessions, auth_accounts, auth_verifications to portal_app;

-- What is issued stays: a finalised document changes only in its state and what was paid; its lines never.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger append_only before update or delete on audit_log for each row execute function refuse_change();
create trigger append_only before update or delete on partner_audit_log for each row execute function refuse_change();
create trigger append_only before update or delete on invoice_lines for each row execute function refuse_change();

create function refuse_frozen_change() returns trigger language plpgsql as $$
begin
  if (to_jsonb(old) - array['status', 'amount_paid_cents', 'amount_due_cents', 'sent_at', 'paid_at', 'voided_at', 'pdf_url'])
     is distinct from
     (to_jsonb(new) - array['status', 'amount_paid_cents', 'amount_due_cents', 'sent_at', 'paid_at', 'voided_at', 'pdf_url'])
  then
    raise exception 'a finalised invoice never changes' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger frozen before update on invoices for each row execute function refuse_frozen_change();

-- Order of acceptance of usage events.
create sequence usage_ingest_position;
grant usage on sequence usage_ingest_position to app_operator;

-- One partition a month, made when the first event of the month comes. Events are reached through the parent only.
create function ensure_usage_partition(month date) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  first_day date := date_trunc('month', month);
  partition_name text := 'usage_events_' || to_char(first_day, 'YYYY_MM');
begin
  if to_regclass(partition_name) is not null then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtext('usage partition'));
  if to_regclass(partition_name) is not null then
    return;
  end if;
  execute format('create table %I partition of usage_events for values from (%L) to (%L)', partition_name,
    first_day::timestamp at time zone 'UTC', (first_day + interval '1 month')::timestamp at time zone 'UTC');
  execute format('alter table %I enable row level security', partition_name);
  execute format('alter table %I force row level security', partition_name);
end $$;
revoke all on function ensure_usage_partition(date) from public;
grant execute on function ensure_usage_partition(date) to app_operator;
