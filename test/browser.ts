/** The one way in which tests start a browser: the product's own. */
export { launchBrowser } from '../server/checks/launch-browser.ts'
