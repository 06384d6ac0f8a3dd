/** Draws an SVG that stands alone into a PNG, as sharp as screens of today are. */
import type { SvgDrawing } from '../../../trace/export/svg.ts'

const scaleMax = 2
/** Browsers draw no longer side (px): Chrome's GPUs stop at 16,384. */
const sideMax = 16_000
/** Nor more pixels: an iPhone's canvas has at most so many. */
const areaMax = 16_700_000

/** So many rows of a ladder still fit, at half the scale (`svg.ts`: 36 px each). */
export const pngRowsMax = 420

/** @throws Error when the browser draws nothing */
export async function pngOf({ markup, width, height }: SvgDrawing): Promise<Blob> {
  const image = new Image(width, height)
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(markup)}`
  await image.decode()
  const scale = Math.min(scaleMax, sideMax / Math.max(width, height), Math.sqrt(areaMax / (width * height)))
  const canvas = document.createElement('canvas')
  canvas.width = Math.floor(width * scale)
  canvas.height = Math.floor(height * scale)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('the browser gives no canvas to draw on')
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error('the browser made no PNG of the canvas'))
      else resolve(blob)
    }, 'image/png')
  })
}
