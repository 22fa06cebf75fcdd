/** Reports in the order in which they were found. */
import type {MangoIndex} from '../../context.ts';

export const index: MangoIndex = {fields: ['state', 'reportedAt']};
