declare namespace App {
  interface Locals {
    /** Set by a lesson's page for the components that its prose uses. */
    lesson?: import('./lessons/lesson-on-page.ts').LessonOnPage
  }
}
