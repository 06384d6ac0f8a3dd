/** Answers the predictions of the lesson's page with the learner's program as it is. */
import { useEffect } from 'preact/hooks'
import { effect } from '@preact/signals'
import type { WorkbenchModel } from '../workbench-model.ts'
import type { PredictionRequest } from './prediction.ts'

export function usePredictions(model: WorkbenchModel): void {
  useEffect(() => {
    let stop = () => {}
    const onPredict = (event: Event) => {
      if (!(event instanceof CustomEvent)) return
      event.preventDefault()
      // Dispatched by `LessonPrediction.astro` alone.
      void predict(event.detail as PredictionRequest)
    }
    const predict = async (request: PredictionRequest) => {
      stop()
      const { watchPrediction } = await import('./prediction.ts')
      await model.checks.cancel('run')
      const watch = watchPrediction(model.runtime.trace, request)
      // Clients of a check would be taken for the learner's.
      const endChecks = effect(() => {
        if (model.checks.run.value.state === 'running') watch.giveUp()
      })
      stop = () => {
        watch.stop()
        endChecks()
      }
      await model.run()
      if (model.control.activity.peek().state === 'refused') watch.giveUp()
    }
    addEventListener('wirelab:predict', onPredict)
    return () => {
      removeEventListener('wirelab:predict', onPredict)
      stop()
    }
  }, [model])
}
