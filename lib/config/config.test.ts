import { describe, expect, it } from 'vitest'
import { loadConfig } from '@/lib/config/config'

describe('configuration', () => {
  it('needs nothing to start', () => {
    expect(loadConfig({})).toMatchObject({
      PORT: 3000,
      BILLING_MODE: 'sandbox',
      PORTAL_URL: 'http://localhost:3000',
      SCHEDULES: true,
    })
  })
  it('names every wrong variable at once', () => {
    expect(() => loadConfig({ PORT: 'http', SCHEDULES: 'maybe', JWT_ISSUER: 'https://id.example' })).toThrow(
      /PORT is "http".*\n(.*\n)*SCHEDULES is "maybe": expected on or off(.*\n)*.*JWT_AUDIENCE is not set/,
    )
  })
  it('does not print secrets', () => {
    expect(() => loadConfig({ SERVER_SECRET: 'too-short' })).toThrow(/^SERVER_SECRET is wrong/)
  })
  it('asks a live server for a secret and refuses the sandbox switches', () => {
    expect(() =>
      loadConfig({ BILLING_MODE: 'live', SANDBOX_NOW: '2026-01-01T00:00:00Z', RATE_LIMITS: 'off' }),
    ).toThrow(/SERVER_SECRET[\s\S]*SANDBOX_NOW[\s\S]*RATE_LIMITS/)
  })
  it('treats an empty value as not given', () => {
    expect(loadConfig({ DATABASE_URL: '', PORT: '' }).PORT).toBe(3000)
  })
})
