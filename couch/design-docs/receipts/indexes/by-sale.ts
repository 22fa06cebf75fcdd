/** A sale by the number that is printed on its slips. */
import type {MangoIndex} from '../../context.ts';

export const index: MangoIndex = {fields: ['saleId']};
