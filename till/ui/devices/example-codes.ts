/** Codes to try in the demonstration shop; a test holds them against its catalogue. */
import type {ExampleCode} from './bench.ts';

export const exampleCodes: readonly ExampleCode[] = [
	{code: '2000001000694', what: {pl: 'Mleko', en: 'Milk'}},
	{code: '2000001000151', what: {pl: 'Chleb', en: 'Bread'}},
	{code: '2000001000731', what: {pl: 'Masło', en: 'Butter'}},
	{code: '2000001004135', what: {pl: 'Kawa', en: 'Coffee'}},
	{code: '2000001001387', what: {pl: 'Woda z kaucją', en: 'Water with a deposit'}},
	{code: '2000001005309', what: {pl: 'Wino, 18+', en: 'Wine, 18+'}},
	{code: '9800000003008', what: {pl: 'Karta stałego klienta', en: 'Customer card'}},
	{code: '9800000002001', what: {pl: 'Karta zgubiona', en: 'Lost card'}},
	{code: '2000001000695', what: {pl: 'Kod źle odczytany', en: 'Misread code'}},
	{code: '5909999500018', what: {pl: 'Kod nieznany', en: 'Unknown code'}},
];
