/** What a till said last, and what it was told. */
import type {MangoIndex} from '../../context.ts';

export const index: MangoIndex = {fields: ['till', 'type', 'at']};
