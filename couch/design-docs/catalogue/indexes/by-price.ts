/** The goods of a group by price. */
import type {MangoIndex} from '../../context.ts';

export const index: MangoIndex = {fields: ['group', 'priceGrosze']};
