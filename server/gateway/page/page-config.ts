/** What the gateway tells the script when it serves it. */
export interface PageConfig {
  /** The page around the panes. */
  readonly siteOrigin: string
  /** What follows the first label of a pane's host. */
  readonly domain: string
  readonly secure: boolean
  /** Where this origin has Socket.IO's client from CDNs: stands for `https://`. */
  readonly libraryPath: string
  /** The CDNs, each with the path that comes before any version: `unpkg.com/`. */
  readonly libraryPlaces: readonly string[]
  /** The client's file that has exports. */
  readonly moduleBuild: string
  /** Of the page in which a check's bare client speaks. */
  readonly checkClientPath: string
}
