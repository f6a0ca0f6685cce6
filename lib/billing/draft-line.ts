import type { PlanLine } from '@/lib/billing/model'

/** A line before VAT cents are shared out, with what VAT groups and discounts need to know. */
export type DraftLine = PlanLine & {
  taxCode: string | null
  taxReason: string | null
  /** Which discounts may touch it; null: none. */
  discountable: 'subscription' | 'usage' | 'one_time' | null
}

/** Lines of one category and rate share a VAT group. */
export const taxGroupKey = (line: { taxCategory: string; taxRate: bigint }) =>
  `${line.taxCategory} ${line.taxRate}`
