/** For Fauxton: what a card bought, in the order of days. */
import type {MangoIndex} from '../../context.ts';

export const index: MangoIndex = {fields: ['card', 'businessDay']};
