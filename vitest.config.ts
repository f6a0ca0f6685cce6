import path from 'node:path'
import { defineConfig } from 'vitest/config'

const alias = { '@': path.resolve(import.meta.dirname) }

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'pure',
          include: ['lib/**/*.test.ts', 'components/**/*.test.ts'],
          exclude: ['lib/services/**', 'lib/http/**', 'lib/jobs/**'],
          environment: 'node',
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'services',
          include: [
            'db/**/*.test.ts',
            'lib/services/**/*.test.ts',
            'lib/http/**/*.test.ts',
            'lib/jobs/**/*.test.ts',
            'scripts/**/*.test.ts',
          ],
          globalSetup: ['db/testing/global-setup.ts'],
          environment: 'node',
          testTimeout: 60000,
          hookTimeout: 120000,
        },
      },
    ],
  },
})
