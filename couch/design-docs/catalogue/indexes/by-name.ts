/** Goods, groups, people and cards by their name. */
import type {MangoIndex} from '../../context.ts';

export const index: MangoIndex = {fields: ['type', 'name']};
