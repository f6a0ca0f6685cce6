-- The tables of the portal. Column meanings stand in db/schema.

create table metrics (
  id uuid primary key not null,
  partner_id uuid not null,
  service_id uuid not null,
  slug text not null,
  "name" text not null,
  aggregation text not null,
  value_key text,
  unit_label text not null,
  unit_code text not null,
  created_at timestamp with time zone not null,
  constraint metrics_slug unique(partner_id,service_id,slug)
);
create table plans (
  id uuid primary key not null,
  partner_id uuid not null,
  "position" bigserial not null,
  service_id uuid not null,
  slug text not null,
  version integer not null,
  "name" text not null,
  billing_period text not null,
  base_price_cents bigint not null,
  currency text not null,
  trial_days integer not null,
  tax_category text,
  tax_rate numeric(30, 12),
  tax_exemption_reason text,
  features jsonb not null,
  quotas jsonb not null,
  usage_prices jsonb not null,
  created_at timestamp with time zone not null,
  constraint plans_version unique(partner_id,service_id,slug,version)
);
create table services (
  id uuid primary key not null,
  partner_id uuid not null,
  slug text not null,
  "name" text not null,
  description text,
  created_at timestamp with time zone not null,
  constraint services_slug unique(partner_id,slug)
);
create table auth_accounts (
  id text primary key not null,
  user_id text not null,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  "password" text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null
);
create table api_keys (
  tenant_id uuid not null,
  partner_id uuid not null,
  id uuid not null,
  "name" text not null,
  public_id text not null,
  secret_hash bytea not null,
  scopes text[] not null,
  created_by text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint api_keys_tenant_id_id_pk primary key(tenant_id,id)
);
create table idempotency_keys (
  owner_id uuid not null,
  actor_id text not null,
  "key" text not null,
  request_hash bytea not null,
  "state" text not null,
  status integer,
  answer bytea,
  locked_until timestamp with time zone not null,
  created_at timestamp with time zone not null,
  constraint idempotency_keys_owner_id_actor_id_key_pk primary key(owner_id,actor_id,"key")
);
create table invitations (
  tenant_id uuid not null,
  partner_id uuid not null,
  id uuid not null,
  email text not null,
  role text not null,
  token_hash bytea not null,
  expires_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint invitations_tenant_id_id_pk primary key(tenant_id,id),
  constraint invitations_token unique(tenant_id,token_hash)
);
create table memberships (
  tenant_id uuid not null,
  partner_id uuid not null,
  user_id text not null,
  role text not null,
  created_at timestamp with time zone not null,
  constraint memberships_tenant_id_user_id_pk primary key(tenant_id,user_id)
);
create table partner_keys (
  partner_id uuid not null,
  id uuid not null,
  kind text not null,
  "name" text not null,
  public_id text not null,
  secret_hash bytea not null,
  scopes text[] not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint partner_keys_partner_id_id_pk primary key(partner_id,id)
);
create table auth_sessions (
  id text primary key not null,
  user_id text not null,
  "token" text not null,
  expires_at timestamp with time zone not null,
  ip_address text,
  user_agent text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint auth_sessions_token_unique unique("token")
);
create table auth_users (
  id text primary key not null,
  "name" text not null,
  email text not null,
  email_verified boolean not null,
  image text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint auth_users_email_unique unique(email)
);
create table auth_verifications (
  id text primary key not null,
  identifier text not null,
  "value" text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null
);
create table credit_entries (
  tenant_id uuid not null,
  partner_id uuid not null,
  id uuid not null,
  currency text not null,
  amount_cents bigint not null,
  reason text not null,
  invoice_id uuid,
  created_at timestamp with time zone not null,
  constraint credit_entries_tenant_id_id_pk primary key(tenant_id,id)
);
create table invoice_lines (
  tenant_id uuid not null,
  partner_id uuid not null,
  invoice_id uuid not null,
  order_index integer not null,
  id uuid not null,
  kind text not null,
  description text not null,
  subscription_id uuid,
  service_slug text,
  service_name text,
  metric_slug text,
  quantity numeric(30, 12) not null,
  unit_label text,
  unit_code text not null,
  unit_price_cents numeric(30, 12) not null,
  amount_cents bigint not null,
  tax_category text not null,
  tax_rate numeric(30, 12) not null,
  tax_cents bigint not null,
  period_start timestamp with time zone,
  period_end timestamp with time zone,
  tiers jsonb not null,
  arithmetic jsonb,
  constraint invoice_lines_tenant_id_invoice_id_order_index_pk primary key(tenant_id,invoice_id,order_index),
  constraint invoice_lines_id unique(tenant_id,id)
);
create table invoices (
  tenant_id uuid not null,
  partner_id uuid not null,
  id uuid not null,
  document_type text not null,
  status text not null,
  series text not null,
  fiscal_year integer not null,
  sequence integer not null,
  "number" text not null,
  currency text not null,
  issue_date date not null,
  due_date date,
  period_start timestamp with time zone,
  period_end timestamp with time zone,
  subtotal_cents bigint not null,
  tax_cents bigint not null,
  total_cents bigint not null,
  credit_applied_cents bigint not null,
  amount_paid_cents bigint not null,
  amount_due_cents bigint not null,
  reverse_charge boolean not null,
  tax_label text,
  legal_note text,
  tax_breakdown jsonb not null,
  buyer_reference text,
  referenced_invoice_id uuid,
  notes text,
  "language" text not null,
  template_name text not null,
  buyer_snapshot jsonb not null,
  seller_snapshot jsonb not null,
  basis jsonb not null,
  occasion text not null,
  run_id uuid,
  finalized_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  paid_at timestamp with time zone,
  voided_at timestamp with time zone,
  pdf_url text,
  livemode boolean not null,
  constraint invoices_tenant_id_id_pk primary key(tenant_id,id)
);
create table payments (
  tenant_id uuid not null,
  partner_id uuid not null,
  id uuid not null,
  invoice_id uuid not null,
  currency text not null,
  amount_cents bigint not null,
  "method" text not null,
  reference text,
  paid_at timestamp with time zone not null,
  created_at timestamp with time zone not null,
  constraint payments_tenant_id_id_pk primary key(tenant_id,id)
);
create table audit_heads (
  tenant_id uuid not null,
  partner_id uuid not null,
  "position" bigint not null,
  "hash" bytea not null,
  constraint audit_heads_tenant_id_pk primary key(tenant_id)
);
create table audit_log (
  tenant_id uuid not null,
  partner_id uuid not null,
  "position" bigint not null,
  "at" timestamp with time zone not null,
  actor_kind text not null,
  actor_id text not null,
  actor_label text not null,
  action text not null,
  subject_type text not null,
  subject_id text not null,
  changes jsonb not null,
  request_id text not null,
  previous_hash bytea not null,
  "hash" bytea not null,
  constraint audit_log_tenant_id_position_pk primary key(tenant_id,"position")
);
create table billing_runs (
  partner_id uuid not null,
  id uuid not null,
  only_tenant_id uuid,
  "state" text not null,
  as_of timestamp with time zone not null,
  invoices_created integer not null,
  credit_notes_created integer not null,
  skipped integer not null,
  failures jsonb not null,
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  constraint billing_runs_partner_id_id_pk primary key(partner_id,id)
);
create table outbox (
  tenant_id uuid not null,
  partner_id uuid not null,
  id uuid not null,
  topic text not null,
  payload jsonb not null,
  created_at timestamp with time zone not null,
  constraint outbox_tenant_id_id_pk primary key(tenant_id,id)
);
create table partner_audit_log (
  partner_id uuid not null,
  id uuid not null,
  "at" timestamp with time zone not null,
  actor_kind text not null,
  actor_id text not null,
  actor_label text not null,
  action text not null,
  subject_type text not null,
  subject_id text not null,
  changes jsonb not null,
  request_id text not null,
  constraint partner_audit_log_partner_id_id_pk primary key(partner_id,id)
);
create table sandbox_clock (
  id boolean primary key not null,
  started_at timestamp with time zone not null,
  set_at timestamp with time zone not null,
  frozen boolean not null
);
create table number_counters (
  partner_id uuid not null,
  series text not null,
  fiscal_year integer not null,
  "next" integer not null,
  constraint number_counters_partner_id_series_fiscal_year_pk primary key(partner_id,series,fiscal_year)
);
create table partners (
  id uuid primary key not null,
  "name" text not null,
  legal_name text,
  seller_address_line1 text,
  seller_address_line2 text,
  seller_postal_code text,
  seller_city text,
  seller_state text,
  seller_country_code text,
  seller_vat_number text,
  seller_tax_number text,
  seller_registration_number text,
  seller_contact_name text,
  seller_contact_phone text,
  seller_contact_email text,
  seller_peppol_scheme text,
  seller_peppol_id text,
  iban text,
  bic text,
  bank_name text,
  sepa_creditor_id text,
  payment_terms_days integer default 14 not null,
  sepa_prenotification_days integer default 1 not null,
  invoice_prefix text default 'INV' not null,
  credit_note_prefix text default 'CN' not null,
  fiscal_year_start_month integer default 1 not null,
  default_currency text default 'EUR' not null,
  default_language text default 'en' not null,
  time_zone text default 'Europe/Amsterdam' not null,
  outside_eu_category text default 'O' not null,
  oss_registered boolean default false not null,
  small_business boolean default false not null,
  usage_grace_minutes integer default 60 not null,
  brand_color text,
  logo text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null
);
create table charges (
  tenant_id uuid not null,
  partner_id uuid not null,
  id uuid not null,
  "position" bigserial not null,
  description text not null,
  quantity numeric(30, 12) not null,
  unit_price_cents numeric(30, 12) not null,
  currency text not null,
  unit_code text not null,
  tax_category text,
  tax_rate numeric(30, 12),
  tax_exemption_reason text,
  created_at timestamp with time zone not null,
  invoice_id uuid,
  constraint charges_tenant_id_id_pk primary key(tenant_id,id)
);
create table discounts (
  tenant_id uuid not null,
  partner_id uuid not null,
  id uuid not null,
  "position" bigserial not null,
  subscription_id uuid not null,
  "name" text not null,
  percent numeric(30, 12),
  amount_cents bigint,
  currency text,
  applies_to text not null,
  duration text not null,
  periods integer,
  invoices_used integer not null,
  created_at timestamp with time zone not null,
  constraint discounts_tenant_id_id_pk primary key(tenant_id,id)
);
create table prorations (
  tenant_id uuid not null,
  partner_id uuid not null,
  id uuid not null,
  "position" bigserial not null,
  subscription_id uuid not null,
  currency text not null,
  plan_id uuid not null,
  amount_cents bigint not null,
  from_at timestamp with time zone not null,
  to_at timestamp with time zone not null,
  reason text not null,
  created_at timestamp with time zone not null,
  invoice_id uuid,
  constraint prorations_tenant_id_id_pk primary key(tenant_id,id)
);
create table settlements (
  tenant_id uuid not null,
  partner_id uuid not null,
  subscription_id uuid not null,
  occasion text not null,
  "at" timestamp with time zone not null,
  currency text not null,
  base_plan_id uuid,
  base_quantity numeric(30, 12),
  base_from timestamp with time zone,
  base_to timestamp with time zone,
  one_time_plan_id uuid,
  one_time_quantity numeric(30, 12),
  stretches jsonb not null,
  billed_at timestamp with time zone,
  invoice_id uuid,
  constraint settlements_tenant_id_subscription_id_occasion_at_pk primary key(tenant_id,subscription_id,occasion,"at")
);
create table subscriptions (
  tenant_id uuid not null,
  partner_id uuid not null,
  id uuid not null,
  "position" bigserial not null,
  service_id uuid not null,
  plan_id uuid not null,
  currency text not null,
  billing_period text not null,
  status text not null,
  quantity numeric(30, 12) not null,
  start_at timestamp with time zone not null,
  trial_end_at timestamp with time zone,
  period jsonb,
  next_event_at timestamp with time zone,
  ended_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint subscriptions_tenant_id_id_pk primary key(tenant_id,id)
);
create table billing_profiles (
  tenant_id uuid not null,
  partner_id uuid not null,
  id uuid not null,
  company_name text not null,
  address_line1 text not null,
  address_line2 text,
  postal_code text not null,
  city text not null,
  "state" text,
  country_code text not null,
  vat_number text,
  tax_exempt boolean not null,
  contact_email text not null,
  phone text,
  is_business boolean not null,
  peppol_id text,
  peppol_scheme text,
  leitweg_id text,
  preferred_einvoice_format text,
  preferred_language text not null,
  invoice_template_name text not null,
  email_template_name text not null,
  buyer_reference text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint billing_profiles_tenant_id_pk primary key(tenant_id)
);
create table tenants (
  id uuid primary key not null,
  partner_id uuid not null,
  "position" bigserial not null,
  "name" text not null,
  time_zone text not null,
  external_id text,
  tax_exemption_reason text,
  tax_exemption_code text,
  created_at timestamp with time zone not null,
  constraint tenants_of_partner unique(partner_id,id),
  constraint tenants_external_id unique(partner_id,external_id)
);
create table usage_event_keys (
  tenant_id uuid not null,
  partner_id uuid not null,
  idempotency_key text not null,
  content_hash bytea not null,
  accepted_at timestamp with time zone not null,
  constraint usage_event_keys_tenant_id_idempotency_key_pk primary key(tenant_id,idempotency_key)
);
create table usage_events (
  tenant_id uuid not null,
  partner_id uuid not null,
  metric_id uuid not null,
  occurred_at timestamp with time zone not null,
  ingest_position bigint not null,
  quantity numeric(30, 12) not null,
  distinct_value text,
  properties jsonb,
  accepted_at timestamp with time zone not null,
  constraint usage_events_tenant_id_metric_id_occurred_at_ingest_position_pk primary key(tenant_id,metric_id,occurred_at,ingest_position)
) partition by range (occurred_at);
alter table metrics ADD constraint metrics_partner_id_partners_id_fk foreign key (partner_id) references partners(id);alter table metrics ADD constraint metrics_service_id_services_id_fk foreign key (service_id) references services(id);alter table plans ADD constraint plans_partner_id_partners_id_fk foreign key (partner_id) references partners(id);alter table plans ADD constraint plans_service_id_services_id_fk foreign key (service_id) references services(id);alter table services ADD constraint services_partner_id_partners_id_fk foreign key (partner_id) references partners(id);alter table auth_accounts ADD constraint auth_accounts_user_id_auth_users_id_fk foreign key (user_id) references auth_users(id) on delete cascade;alter table api_keys ADD constraint api_keys_partner_id_tenant_id_tenants_partner_id_id_fk foreign key (partner_id,tenant_id) references tenants(partner_id,id);alter table invitations ADD constraint invitations_partner_id_tenant_id_tenants_partner_id_id_fk foreign key (partner_id,tenant_id) references tenants(partner_id,id);alter table memberships ADD constraint memberships_user_id_auth_users_id_fk foreign key (user_id) references auth_users(id) on delete cascade;alter table memberships ADD constraint memberships_partner_id_tenant_id_tenants_partner_id_id_fk foreign key (partner_id,tenant_id) references tenants(partner_id,id);alter table partner_keys ADD constraint partner_keys_partner_id_partners_id_fk foreign key (partner_id) references partners(id);alter table auth_sessions ADD constraint auth_sessions_user_id_auth_users_id_fk foreign key (user_id) references auth_users(id) on delete cascade;alter table credit_entries ADD constraint credit_entries_partner_id_tenant_id_tenants_partner_id_id_fk foreign key (partner_id,tenant_id) references tenants(partner_id,id);alter table credit_entries ADD constraint credit_entries_tenant_id_invoice_id_invoices_tenant_id_id_fk foreign key (tenant_id,invoice_id) references invoices(tenant_id,id);alter table invoice_lines ADD constraint invoice_lines_tenant_id_invoice_id_invoices_tenant_id_id_fk foreign key (tenant_id,invoice_id) references invoices(tenant_id,id);alter table invoices ADD constraint invoices_partner_id_tenant_id_tenants_partner_id_id_fk foreign key (partner_id,tenant_id) references tenants(partner_id,id);alter table invoices ADD constraint invoices_tenant_id_referenced_invoice_id_invoices_tenant_id_id_fk foreign key (tenant_id,referenced_invoice_id) references invoices(tenant_id,id);alter table payments ADD constraint payments_tenant_id_invoice_id_invoices_tenant_id_id_fk foreign key (tenant_id,invoice_id) references invoices(tenant_id,id);alter table audit_heads ADD constraint audit_heads_partner_id_tenant_id_tenants_partner_id_id_fk foreign key (partner_id,tenant_id) references tenants(partner_id,id);alter table audit_log ADD constraint audit_log_partner_id_tenant_id_tenants_partner_id_id_fk foreign key (partner_id,tenant_id) references tenants(partner_id,id);alter table billing_runs ADD constraint billing_runs_partner_id_partners_id_fk foreign key (partner_id) references partners(id);alter table outbox ADD constraint outbox_partner_id_tenant_id_tenants_partner_id_id_fk foreign key (partner_id,tenant_id) references tenants(partner_id,id);alter table partner_audit_log ADD constraint partner_audit_log_partner_id_partners_id_fk foreign key (partner_id) references partners(id);alter table number_counters ADD constraint number_counters_partner_id_partners_id_fk foreign key (partner_id) references partners(id);alter table charges ADD constraint charges_partner_id_tenant_id_tenants_partner_id_id_fk foreign key (partner_id,tenant_id) references tenants(partner_id,id);alter table charges ADD constraint charges_tenant_id_invoice_id_invoices_tenant_id_id_fk foreign key (tenant_id,invoice_id) references invoices(tenant_id,id);alter table discounts ADD constraint discounts_partner_id_tenant_id_tenants_partner_id_id_fk foreign key (partner_id,tenant_id) references tenants(partner_id,id);alter table discounts ADD constraint discounts_tenant_id_subscription_id_subscriptions_tenant_id_id_fk foreign key (tenant_id,subscription_id) references subscriptions(tenant_id,id);alter table prorations ADD constraint prorations_partner_id_tenant_id_tenants_partner_id_id_fk foreign key (partner_id,tenant_id) references tenants(partner_id,id);alter table prorations ADD constraint prorations_tenant_id_subscription_id_subscriptions_tenant_id_id_fk foreign key (tenant_id,subscription_id) references subscriptions(tenant_id,id);alter table prorations ADD constraint prorations_tenant_id_invoice_id_invoices_tenant_id_id_fk foreign key (tenant_id,invoice_id) references invoices(tenant_id,id);alter table settlements ADD constraint settlements_partner_id_tenant_id_tenants_partner_id_id_fk foreign key (partner_id,tenant_id) references tenants(partner_id,id);alter table settlements ADD constraint settlements_tenant_id_subscription_id_subscriptions_tenant_id_id_fk foreign key (tenant_id,subscription_id) references subscriptions(tenant_id,id);alter table settlements ADD constraint settlements_tenant_id_invoice_id_invoices_tenant_id_id_fk foreign key (tenant_id,invoice_id) references invoices(tenant_id,id);alter table subscriptions ADD constraint subscriptions_service_id_services_id_fk foreign key (service_id) references services(id);alter table subscriptions ADD constraint subscriptions_plan_id_plans_id_fk foreign key (plan_id) references plans(id);alter table subscriptions ADD constraint subscriptions_partner_id_tenant_id_tenants_partner_id_id_fk foreign key (partner_id,tenant_id) references tenants(partner_id,id);alter table billing_profiles ADD constraint billing_profiles_partner_id_tenant_id_tenants_partner_id_id_fk foreign key (partner_id,tenant_id) references tenants(partner_id,id);alter table tenants ADD constraint tenants_partner_id_partners_id_fk foreign key (partner_id) references partners(id);create index auth_accounts_user on auth_accounts (user_id);create index api_keys_public_id on api_keys (public_id);create index idempotency_keys_created_at on idempotency_keys (created_at);create index memberships_user on memberships (user_id);create index partner_keys_public_id on partner_keys (public_id);create index auth_verifications_identifier on auth_verifications (identifier);create index credit_entries_balance on credit_entries (tenant_id,currency);create unique index invoices_occasion on invoices (tenant_id,currency,occasion);create unique index invoices_number on invoices (partner_id,series,fiscal_year,sequence);create index invoices_newest on invoices (tenant_id,finalized_at desc,id desc);create index invoices_newest_by_status on invoices (tenant_id,status,finalized_at desc,id desc);create index invoices_of_partner on invoices (partner_id,finalized_at desc,id desc);create index invoices_open on invoices (tenant_id,due_date) where amount_due_cents > 0 and status <> 'void';create index payments_of_invoice on payments (tenant_id,invoice_id);create index payments_latest on payments (tenant_id,paid_at desc);create index outbox_oldest on outbox (partner_id,created_at);create index charges_waiting on charges (partner_id,tenant_id,currency) where invoice_id is null;create index charges_of_invoice on charges (tenant_id,invoice_id);create index discounts_of_subscription on discounts (tenant_id,subscription_id);create index prorations_waiting on prorations (tenant_id,currency) where invoice_id is null;create index prorations_of_invoice on prorations (tenant_id,invoice_id);create index settlements_open on settlements (partner_id,"at") where billed_at is null;create index settlements_of_invoice on settlements (tenant_id,invoice_id);create index subscriptions_next_event on subscriptions (partner_id,next_event_at) where next_event_at is not null;create unique index subscriptions_one_live_per_service on subscriptions (tenant_id,service_id) where billing_period <> 'one_time' and status not in ('cancelled', 'expired');create index usage_event_keys_accepted_at on usage_event_keys (accepted_at);
