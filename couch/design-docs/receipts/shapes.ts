/** What each type of entry has to have beside its head, as far as views, people and the watcher count on it. */
import {routes} from '../../../till/domain/catalogue.ts';
import {cashGrosze, reportResults} from '../../../till/domain/entry.ts';
import {clocks} from '../../../till/domain/managers-word.ts';
import {vatLetters} from '../../../till/domain/vat.ts';
import {
	anyWhole,
	type Check,
	day,
	digest,
	either,
	instant,
	list,
	matching,
	month,
	object,
	oneOf,
	optional,
	refuse,
	text,
	whole,
} from '../check.ts';

const person = object({id: text(100), name: text(200)});
const anything: Check = () => undefined;

const pieces = whole(1, 1_000_000);
/** Positive all of them: a negative amount would hide another return of the same line. */
const returnedGrosze = whole(0, 100_000_000_000);

const returnedLineFields = object({
	line: whole(1, Number.MAX_SAFE_INTEGER),
	product: text(100),
	name: text(200),
	receiptName: text(200),
	group: text(100),
	route: oneOf(...routes),
	vat: oneOf(...vatLetters),
	unit: oneOf('szt', 'kg'),
	pieces: optional(pieces),
	weightGrams: optional(whole(0, 10_000_000)),
	priceGrosze: whole(0, 100_000_000),
	grossGrosze: returnedGrosze,
	discountGrosze: returnedGrosze,
	totalGrosze: returnedGrosze,
});
const returnedLine: Check = (value, field) => {
	returnedLineFields(value, field);
	const {unit, pieces: count, weightGrams} = value as Readonly<Record<string, unknown>>;
	if ((unit === 'szt' ? weightGrams : count) !== undefined) refuse(field, 'has the quantity of another unit');
	if ((unit === 'szt' ? count : weightGrams) === undefined) refuse(field, 'has no quantity');
};

export const shapes: Readonly<Record<string, Check>> = {
	receipt: object({
		saleId: text(100),
		cashier: person,
		lines: list(anything),
		deposits: list(anything),
		vat: list(anything),
		tenders: list(anything),
		foreignCash: optional(
			list(object({currency: text(3), amountMinor: anyWhole, rateTenThousandths: anyWhole, amountGrosze: anyWhole})),
		),
		vouchers: optional(list(object({voucher: text(100), name: text(200), amountGrosze: anyWhole}))),
		slips: list(object({printer: text(100), fiscalNumber: anyWhole}), {lengthMin: 1}),
		goodsGrosze: anyWhole,
		depositsGrosze: anyWhole,
		dueGrosze: anyWhole,
	}),
	return: object({
		original: object({
			receipt: matching(/^receipt:[a-z0-9-]{1,16}:\d{8}:[0-9a-z]{8}$/, 'is not the id of a receipt'),
			saleId: text(100),
			month,
			businessDay: day,
			slips: list(
				object({
					route: oneOf(...routes),
					printer: text(100),
					fiscalNumber: whole(0, Number.MAX_SAFE_INTEGER),
					printedAt: instant,
				}),
				{lengthMin: 1},
			),
		}),
		cashier: person,
		approvedBy: person,
		reason: text(500),
		register: optional(oneOf('returns', 'mistakes')),
		lines: list(returnedLine, {lengthMin: 1}),
		deposits: list(
			object({
				line: whole(1, Number.MAX_SAFE_INTEGER),
				deposit: text(100),
				name: text(200),
				packageNumber: whole(0, Number.MAX_SAFE_INTEGER),
				route: oneOf(...routes),
				pieces,
				valueGrosze: whole(0, 1_000_000),
				totalGrosze: returnedGrosze,
			}),
		),
		vat: list(
			object({
				letter: oneOf(...vatLetters),
				rate: either(oneOf('exempt'), whole(0, 9999)),
				grossGrosze: returnedGrosze,
				vatGrosze: returnedGrosze,
			}),
		),
		goodsGrosze: returnedGrosze,
		depositsGrosze: returnedGrosze,
		refundGrosze: returnedGrosze,
		tenders: list(object({kind: oneOf('cash', 'card', 'voucher', 'transfer'), amountGrosze: returnedGrosze})),
	}),
	event: object({
		event: text(100),
		cashier: person,
		otherTill: optional(text(200)),
		clock: optional(
			object({
				right: oneOf(...clocks),
				printers: list(object({route: oneOf(...routes), printer: text(100), wallTime: text(16)})),
			}),
		),
		printerChange: optional(object({route: oneOf(...routes), former: text(100), printer: text(100)})),
		report: optional(
			object({
				route: oneOf(...routes),
				printer: text(100),
				result: oneOf(...reportResults),
				reportNumber: optional(whole(0, Number.MAX_SAFE_INTEGER)),
				receiptCount: whole(0, Number.MAX_SAFE_INTEGER),
				gross: list(object({letter: oneOf(...vatLetters), grossGrosze: anyWhole})),
				reason: optional(text(500)),
			}),
		),
		approval: optional(
			object({
				operation: text(100),
				cause: text(100),
				approver: optional(person),
				proof: optional(text(100)),
				refusal: optional(text(100)),
				percentHundredths: optional(whole(0, Number.MAX_SAFE_INTEGER)),
				line: optional(whole(0, Number.MAX_SAFE_INTEGER)),
			}),
		),
		cash: optional(
			object({
				reason: optional(text(500)),
				counted: optional(
					list(object({valueGrosze: oneOf(...cashGrosze), count: whole(0, 1_000_000)}), {lengthMax: 100}),
				),
				expectedGrosze: optional(anyWhole),
				parkedCount: optional(whole(0, Number.MAX_SAFE_INTEGER)),
				foreign: optional(
					list(object({currency: text(3), countedMinor: anyWhole, expectedMinor: anyWhole}), {lengthMax: 100}),
				),
			}),
		),
		parkedAt: optional(instant),
		lastDay: optional(day),
		outcome: optional(text(100)),
		discount: optional(
			object({
				percentHundredths: whole(0, Number.MAX_SAFE_INTEGER),
				allowedBy: person,
				reason: optional(text(500)),
			}),
		),
	}),
	seal: object({count: anyWhole, firstEntry: anyWhole, lastEntry: anyWhole, lastDigest: digest}),
};
