/** The options of a price list → its id and terms, or the first sentence about what is wrong with them. */
import {readCode, readName} from '../../couch/import/fields.ts';
import {readShopTime} from '../../couch/import/shop-time.ts';
import type {PriceListTerms} from '../../till/domain/catalogue.ts';
import {fail, ok, type Result} from '../../till/domain/result.ts';
import type {PriceListWords} from './words.ts';

export interface TermsAsked {
	readonly name?: string;
	/** As `readShopTime` reads it. */
	readonly validFrom?: string;
	readonly validTo?: string;
}

const nameLengthMax = 120;

export function readTerms(
	{name = '', validFrom, validTo}: TermsAsked,
	say: PriceListWords,
): Result<PriceListTerms, string> {
	const readable = readName(name);
	if (!readable.ok || readable.value.length > nameLengthMax) return fail(say.badName);
	if (validFrom === undefined) return fail(say.noBeginning);
	const from = readShopTime(validFrom);
	if (!from.ok) return fail(say.badTime('--valid-from', validFrom, from.fault));
	const terms = {name: readable.value, validFrom: from.value};
	if (validTo === undefined) return ok(terms);
	const to = readShopTime(validTo);
	if (!to.ok) return fail(say.badTime('--valid-to', validTo, to.fault));
	if (Date.parse(to.value) <= Date.parse(from.value)) return fail(say.endsFirst);
	return ok({...terms, validTo: to.value});
}

export function readListId(id: string, say: PriceListWords): Result<string, string> {
	const read = readCode(id);
	return read.ok ? read : fail(say.badId);
}
