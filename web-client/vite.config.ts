import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// The gateway in development; `npm run fake` offers a stand-in on the same port.
const gateway = process.env.PARLEY_GATEWAY ?? 'http://127.0.0.1:8080';

// The host stays ours, so that what is answered for "this origin" is answered for this page.
const through = { target: gateway, changeOrigin: false };
const proxy = {
  '/api': through,
  '/dev': through,
  '/config.json': through,
  '/ws': { ...through, ws: true },
};

export default defineConfig({
  plugins: [react()],
  server: { host: '127.0.0.1', proxy },
  preview: { host: '127.0.0.1', proxy },
  build: {
    // The gateway's policy allows no inline script or style: every asset stays a file of its own.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
  },
  test: { environment: 'node', include: ['src/**/*.test.ts'] },
});
