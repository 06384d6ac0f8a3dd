/// <reference types="@astrojs/starlight" />
import type { LessonOnPage } from './lessons/lesson-on-page.ts'

declare global {
  namespace App {
    interface Locals {
      /** Set by a lesson's page for the components that its prose uses. */
      lesson?: LessonOnPage
    }
  }
}
