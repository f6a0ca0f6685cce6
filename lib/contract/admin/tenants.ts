import { z } from 'zod'
import { BillingProfile, ImportedBillingProfile } from '@/lib/contract/billing-profile'
import { defineOperation, list, single } from '@/lib/contract/operation'
import { Instant, LineOfText, Paging, TimeZoneInput, Uuid } from '@/lib/contract/primitives'

export const Tenant = z
  .object({
    id: Uuid,
    partner_id: Uuid,
    name: z.string(),
    time_zone: z.string(),
    external_id: z.string().nullable(),
    tax_exemption: z.object({ reason: z.string(), code: z.string().nullable() }).nullable(),
    created_at: Instant,
  })
  .meta({ id: 'Tenant' })
export type Tenant = z.output<typeof Tenant>

const params = z.strictObject({ tenant_id: Uuid })

export const CreateTenant = defineOperation({
  id: 'createTenant',
  method: 'POST',
  path: '/admin/tenants',
  tag: 'Tenants',
  summary: 'Makes a tenant',
  audience: 'operator',
  scope: 'admin:tenants',
  body: z.strictObject({
    name: LineOfText(200),
    time_zone: TimeZoneInput.optional(),
    external_id: LineOfText(200).nullish(),
  }),
  answer: single(Tenant, 201),
})

export const ListTenants = defineOperation({
  id: 'listTenants',
  method: 'GET',
  path: '/admin/tenants',
  tag: 'Tenants',
  summary: 'Tenants of the partner, oldest first; q searches name and external id',
  audience: 'operator',
  scope: 'admin:tenants',
  query: z.strictObject({ ...Paging, q: z.string().max(200).optional() }),
  answer: list(Tenant),
})

export const GetTenant = defineOperation({
  id: 'getTenant',
  method: 'GET',
  path: '/admin/tenants/{tenant_id}',
  tag: 'Tenants',
  summary: 'One tenant',
  audience: 'operator',
  scope: 'admin:tenants',
  params,
  answer: single(Tenant),
})

export const PutTenantBillingProfile = defineOperation({
  id: 'putTenantBillingProfile',
  method: 'PUT',
  path: '/admin/tenants/{tenant_id}/billing-profile',
  tag: 'Tenants',
  summary:
    'Writes the billing profile of a tenant; a VAT number that fails its check is kept and counts as none',
  audience: 'operator',
  scope: 'admin:tenants',
  params,
  body: ImportedBillingProfile,
  answer: single(BillingProfile),
})

export const RecordTaxExemption = defineOperation({
  id: 'recordTaxExemption',
  method: 'POST',
  path: '/admin/tenants/{tenant_id}/tax-exemption',
  tag: 'Tenants',
  summary: 'Records why a tenant is exempt from VAT; it takes effect together with tax_exempt in the profile',
  audience: 'operator',
  scope: 'admin:tenants',
  params,
  body: z.strictObject({ reason: LineOfText(500), code: LineOfText(40).nullish() }),
  answer: single(Tenant),
})
