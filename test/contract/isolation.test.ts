import { bubblewrapIsolation } from '../../server/sandbox/bubblewrap.ts'
import { prepareStage } from '../../server/sandbox/stage.ts'
import { describeIsolation } from './isolation-suite.ts'

describeIsolation('bubblewrap', async () => bubblewrapIsolation(await prepareStage()))
