/** Who works in the demonstration shop, and who shops there with a card. */
import type {Card, CardRule, Limits, Permission} from '../../till/domain/catalogue.ts';
import {gtinCheckDigit} from '../../till/domain/gtin.ts';

export interface DemoPerson {
	readonly id: string;
	readonly name: string;
	/** Known to everybody who reads this: a shop that opens its doors gives its people PINs of their own. */
	readonly pin: string;
	readonly permissions: readonly Permission[];
	readonly limits?: Limits;
	/** What is on the person's badge, known to everybody as well. */
	readonly badgeCode?: string;
	readonly bornOn?: string;
}

export const demoPeople: readonly DemoPerson[] = [
	{
		id: 'anna',
		name: 'Anna Kowalczyk',
		pin: '1234',
		permissions: ['sell', 'void-line', 'void-sale', 'take-transfer'],
		limits: {transferGroszeMax: 50_000},
	},
	{id: 'marek', name: 'Marek Wójcik', pin: '2345', permissions: ['sell', 'void-line', 'void-sale']},
	{
		id: 'ewa',
		name: 'Ewa Zielińska',
		pin: '3456',
		permissions: ['sell', 'void-line'],
		limits: {voidGroszeMax: 5000, cashOutGroszeMax: 50_000},
	},
	{id: 'tomasz', name: 'Tomasz Lis', pin: '4567', permissions: ['sell', 'void-line']},
	{id: 'joanna', name: 'Joanna Mazur', pin: '5678', permissions: ['sell', 'void-line']},
	{id: 'piotr', name: 'Piotr Sikora', pin: '6789', permissions: ['sell'], bornOn: '2010-03-14'},
	{
		id: 'barbara',
		name: 'Barbara Nowak',
		pin: '2468',
		badgeCode: 'LIPA-BARBARA-4F7A2C91',
		permissions: ['sell', 'void-line', 'void-sale', 'service', 'manage'],
	},
	{id: 'grzegorz', name: 'Grzegorz Wrona', pin: '1357', permissions: ['service']},
];

/** Goods that no card reprices: the law forbids promotion of alcohol and of tobacco. */
const neverCheaper = ['piwo-alkohol', 'wino-alkohol', 'wodka-alkohol', 'tyton'];

export const demoCardRules: readonly CardRule[] = [
	{
		id: 'staly-klient',
		name: 'Stały klient',
		prefix: '98',
		length: 13,
		percentHundredths: 500,
		excludedGroups: neverCheaper,
	},
	{id: 'pracownik', name: 'Pracownik', prefix: '99', length: 13, percentHundredths: 1000, excludedGroups: neverCheaper},
];

/** The whole number of a card that begins so: twelve digits and their check digit. */
export function cardNumber(twelveDigits: string): string {
	return twelveDigits + gtinCheckDigit(twelveDigits);
}

/** Cards that differ from their family: one regular customer with more, and one card that was lost. */
export const demoCards: readonly Card[] = [
	{
		number: cardNumber('980000000100'),
		name: 'Stały klient, złota karta',
		blocked: false,
		percentHundredths: 800,
		groupPercents: {'owoce-i-warzywa': 1000, slodycze: 300},
		excludedGroups: neverCheaper,
	},
	{
		number: cardNumber('980000000200'),
		name: 'Karta zgubiona',
		blocked: true,
		percentHundredths: 500,
		excludedGroups: neverCheaper,
	},
];
