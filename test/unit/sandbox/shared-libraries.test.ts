import { expect, test } from 'vitest'
import { parseLdd } from '../../../server/sandbox/shared-libraries.ts'

test('finds libraries and the loader, on any architecture, without what the kernel provides', () => {
  expect(
    parseLdd(
      [
        '\tlinux-vdso.so.1 (0x0000ffff9d5f5000)',
        '\tlibm.so.6 => /lib/aarch64-linux-gnu/libm.so.6 (0x0000ffff9d3f0000)',
        '\tlibc.so.6 => /lib/aarch64-linux-gnu/libc.so.6 (0x0000ffff9d240000)',
        '\t/lib/ld-linux-aarch64.so.1 (0x0000ffff9d5b8000)',
        '',
      ].join('\n'),
    ),
  ).toEqual([
    '/lib/aarch64-linux-gnu/libc.so.6',
    '/lib/aarch64-linux-gnu/libm.so.6',
    '/lib/ld-linux-aarch64.so.1',
  ])
})

test('says which library is missing', () => {
  expect(() => parseLdd('\tlibstdc++.so.6 => not found\n')).toThrow('libstdc++.so.6')
})
