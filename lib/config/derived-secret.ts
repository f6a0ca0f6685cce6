import { createHmac } from 'node:crypto'
import { serverSecret } from '@/lib/config/config'

/** 32 bytes for one purpose, derived from the server's secret: knowing one tells nothing of another. */
export const derivedBytes = (label: string): Buffer =>
  createHmac('sha256', serverSecret()).update(label).digest()

export const derivedSecret = (label: string): string => derivedBytes(label).toString('base64url')
