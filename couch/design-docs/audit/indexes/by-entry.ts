/** All reports about one entry. */
import type {MangoIndex} from '../../context.ts';

export const index: MangoIndex = {fields: ['entry']};
