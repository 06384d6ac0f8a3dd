/** What the gateway tells the script when it serves it. */
export interface PageConfig {
  /** The page around the panes. */
  readonly siteOrigin: string
  /** What follows the first label of a pane's host. */
  readonly domain: string
  readonly secure: boolean
  /** Where this origin has what `https://cdn.socket.io/` has. */
  readonly libraryPath: string
}
