/** The receipts of a day, of one till, by their amount. */
import type {MangoIndex} from '../../context.ts';

export const index: MangoIndex = {fields: ['businessDay', 'till', 'dueGrosze']};
