/** A product by the number that is typed at the till. */
import type {MangoIndex} from '../../context.ts';

export const index: MangoIndex = {fields: ['plu']};
