import preact from '@astrojs/preact'
import starlight from '@astrojs/starlight'
import { defineConfig } from 'astro/config'
import { codeThemes } from './src/styles/code-themes.ts'
import { checkRunner } from './src/vite/check-runner.ts'
import { lazyCss } from './src/vite/lazy-css.ts'

export default defineConfig({
  trailingSlash: 'always',
  // A page is written where its file stands: `ru/404.html` beside `ru/lessons/index.html`.
  build: { format: 'preserve' },
  devToolbar: { enabled: false },
  integrations: [
    starlight({
      title: 'Wirelab',
      locales: {
        root: { label: 'English', lang: 'en' },
        ru: { label: 'Русский', lang: 'ru' },
      },
      favicon: '/favicon.svg',
      disable404Route: true,
      pagination: false,
      tableOfContents: false,
      markdown: { headingLinks: false },
      customCss: ['./src/styles/fonts.css', './src/styles/tokens.css', './src/styles/site.css'],
      expressiveCode: {
        themes: codeThemes,
        // What our own colours have on our paper: none is changed.
        minSyntaxHighlightingColorContrast: 4.5,
        styleOverrides: {
          borderRadius: '0',
          borderColor: 'var(--wl-hairline)',
          codeForeground: 'var(--wl-ink)',
          codeFontFamily: 'var(--wl-font-mono)',
          codeFontSize: '0.8125rem',
          codeLineHeight: '1.65',
          codePaddingInline: '0.875rem',
          uiFontFamily: 'var(--wl-font-sans)',
          focusBorder: 'var(--wl-accent)',
          frames: { shadowColor: 'transparent' },
        },
        // Long lines wrap: a box that scrolls sideways is hard to reach by keyboard.
        defaultProps: { frame: 'none', wrap: true },
      },
      // Starlight's frame with our own parts in it: what is left of it is the head, the language handling and the search.
      components: {
        ContentPanel: './src/components/starlight/Bare.astro',
        Footer: './src/components/starlight/Empty.astro',
        Head: './src/components/starlight/Head.astro',
        Header: './src/components/starlight/Header.astro',
        MarkdownContent: './src/components/starlight/Bare.astro',
        PageFrame: './src/components/starlight/PageFrame.astro',
        PageTitle: './src/components/starlight/Empty.astro',
        SkipLink: './src/components/starlight/SkipLinks.astro',
        ThemeProvider: './src/components/starlight/ThemeProvider.astro',
        TwoColumnContent: './src/components/starlight/Bare.astro',
      },
    }),
    preact(),
  ],
  vite: {
    plugins: [lazyCss(), checkRunner()],
    // Monaco's workers are modules with imports of their own.
    worker: { format: 'es' },
  },
})
