/** The two languages of the screen. Both fill in every word of `Words`, or the program does not compile. */
import type {Language} from '../models/preferences.ts';
import {english} from './english.ts';
import type {Words} from './kinds.ts';
import {polish} from './polish.ts';

export const dictionaries: Readonly<Record<Language, Words>> = {pl: polish, en: english};
