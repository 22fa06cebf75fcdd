/**
 * Payment: notes add up, the change is known before the drawer opens, and only PRZYJMIJ commits.
 *
 * The till's suggestions of what a customer is likely to give stand in the function strip: one touch sets the amount.
 */
import type {SaleView} from '../../api/sale-view.ts';
import {useDesk} from '../desk-context.ts';
import {foreignMoney, money, zloty} from '../format.ts';
import type {Payment} from '../models/payment.ts';
import {Last} from '../parts/display.tsx';
import {Entry} from '../parts/entry.tsx';
import {BackKey} from '../parts/entry-keys.tsx';
import {Empty, Functions, SaleFunctions} from '../parts/functions.tsx';
import {Key, MainKey} from '../parts/key.tsx';
import {Keypad} from '../parts/keypad.tsx';
import {PaymentMatter} from '../parts/payment-matter.tsx';
import {PaymentRail} from '../parts/payment-rail.tsx';
import {Receipt} from '../parts/receipt.tsx';
import {VoidingSale} from '../parts/voiding-sale.tsx';
import type {Words} from '../words/kinds.ts';

const suggestionPlaces = [0, 1, 2, 3] as const;

interface PaymentScreenProps {
	readonly sale: SaleView;
	readonly suggestionsGrosze: readonly number[];
}

export function PaymentScreen({sale, suggestionsGrosze}: PaymentScreenProps) {
	const desk = useDesk();
	const {payment} = desk;
	if (payment.isNaming.value) return <Naming sale={sale} />;
	if (desk.sale.focus.value.on === 'void-sale') return <Voiding sale={sale} />;
	const words = desk.words.value;
	const form = payment.form.value;
	const given = payment.givenGrosze.value;
	const takesAmount = form === 'cash' || form === 'mixed' || form === 'foreign';
	const likely = suggestionsGrosze.filter(amountGrosze => amountGrosze > sale.dueGrosze);
	return (
		<>
			<main class="work" data-form={form}>
				<Receipt
					sale={sale}
					last={
						<Last
							name={words.payment.given}
							sub={outcome(payment, words.payment)}
							amountGrosze={given}
							testId="given"
						/>
					}
				/>
				<section class={payment.forms.length < 6 ? 'side' : 'side six'} aria-label={words.payment.title}>
					<div class="goods">
						<PaymentRail />
						<PaymentMatter dueGrosze={Math.max(0, sale.dueGrosze)} />
					</div>
					<Entry hint={hint(payment, words.payment)} typed={takesAmount ? typed(payment) : undefined}>
						<BackKey onPress={() => desk.send({do: 'back'})} />
					</Entry>
					<Keypad
						entry={takesAmount ? payment.entry : undefined}
						comma
						onClear={() => payment.clear()}
						first={
							<Key testId="park" kind="op" onPress={() => desk.sale.park()}>
								{words.payment.park}
							</Key>
						}
						main={
							<MainKey
								face={sale.dueGrosze < 0 ? words.payment.payOut : words.payment.accept}
								small={
									payment.voucherTooMuch.value
										? words.payment.voucherMax(zloty(sale.voucherGroszeMax))
										: outcome(payment, words.payment)
								}
								disabled={!payment.acceptable.value}
								onPress={() => desk.send({do: 'pay', tenders: payment.tenders.value})}
							/>
						}
					/>
				</section>
			</main>
			<Functions>
				<Key testId="storno" kind="op" hotkeys="F6" onPress={() => desk.sale.turnTo({on: 'void-sale'})}>
					{words.sale.storno}
				</Key>
				{suggestionPlaces.map(place => (
					<Suggestion key={place} amountGrosze={likely[place]} usable={form === 'cash'} />
				))}
				<Key
					testId="nip"
					kind="op"
					hotkeys="F5"
					on={sale.buyerNip !== undefined}
					onPress={() => (sale.buyerNip === undefined ? payment.turnToNip(true) : desk.send({do: 'remove-nip'}))}
				>
					{words.payment.nip}
					{sale.buyerNip !== undefined && <small>{words.payment.nipRemove}</small>}
				</Key>
			</Functions>
		</>
	);
}

/** Nothing is paid before PRZYJMIJ, so the customer may still go without the goods. */
function Voiding({sale}: {readonly sale: SaleView}) {
	const words = useDesk().words.value.more;
	return (
		<>
			<main class="work">
				<Receipt sale={sale} />
				<section class="side" aria-label={words.voidSale}>
					<VoidingSale />
				</section>
			</main>
			<SaleFunctions usable={false} />
		</>
	);
}

const nipLength = 10;

function Naming({sale}: {readonly sale: SaleView}) {
	const desk = useDesk();
	const {payment} = desk;
	const words = desk.words.value.payment;
	const digits = payment.nip.text.value;
	const save = () => {
		desk.send({do: 'set-nip', nip: digits});
		payment.turnToNip(false);
	};
	return (
		<>
			<main class="work">
				<Receipt sale={sale} />
				<section class="side" aria-label={words.nip}>
					<div class="panel advice">
						<h2>{words.nipHint}</h2>
						<InvoiceRules split={sale.split} />
					</div>
					<Entry hint={words.nip} typed={digits}>
						<BackKey onPress={() => payment.turnToNip(false)} />
					</Entry>
					<Keypad
						entry={payment.nip}
						onClear={() => payment.nip.clear()}
						main={<MainKey face={words.nipSave} enter disabled={digits.length < nipLength} onPress={save} />}
					/>
				</section>
			</main>
			<Functions>
				<Empty />
			</Functions>
		</>
	);
}

/** One sentence, or one for each slip where they are not the same. */
function InvoiceRules({split}: Pick<SaleView, 'split'>) {
	const words = useDesk().words.value;
	const rules = new Set(split.map(({invoice}) => invoice));
	return split
		.filter((_, place) => rules.size > 1 || place === 0)
		.map(({route, invoice}, place) => (
			<p key={route} data-testid="nip-rule" data-rule={invoice}>
				{rules.size > 1 && `${words.sale.slip(place + 1, route === 'alcohol')}: `}
				{words.payment.nipRule[invoice]}
			</p>
		));
}

function Suggestion({amountGrosze, usable}: {readonly amountGrosze: number | undefined; readonly usable: boolean}) {
	const desk = useDesk();
	if (amountGrosze === undefined) return <Empty />;
	return (
		<Key
			testId={`give-${amountGrosze}`}
			kind="op"
			guarded={false}
			disabled={!usable}
			onPress={() => desk.payment.give(amountGrosze)}
		>
			{money(amountGrosze)}
			<small>{desk.words.value.payment.givenKey}</small>
		</Key>
	);
}

function outcome(payment: Payment, words: Words['payment']): string {
	const change = payment.changeGrosze.value;
	if (payment.givenGrosze.value === 0) return words.nothingGiven;
	if (change < 0) return words.missing(zloty(-change));
	return change === 0 ? words.noChange : words.change(zloty(change));
}

function hint(payment: Payment, words: Words['payment']): string {
	const form = payment.form.value;
	const typedText = payment.entry.text.value;
	if (form === 'card' || form === 'voucher' || form === 'transfer') return words.hintWhole[form];
	if (form === 'mixed') return words.hintMixed;
	if (form === 'foreign') return foreignHint(payment, words);
	const notes = payment.notesGrosze.value;
	return notes > 0 && typedText !== '' ? words.notes(money(notes), typedText) : words.hintCash;
}

function foreignHint({foreign}: Payment, words: Words['payment']): string {
	const [given] = foreign.tenders.value;
	const {currency} = foreign;
	if (currency.value === undefined) return words.foreignNone;
	const {code} = currency.value;
	if (given === undefined) return words.foreignHint(code);
	return `${foreignMoney(code, foreign.amountMinor.value)} = ${zloty(given.amountGrosze)}`;
}

function typed(payment: Payment): string {
	const typedText = payment.entry.text.value;
	if (payment.form.value === 'foreign' && payment.foreign.notesMinor.value > 0)
		return money(payment.foreign.amountMinor.value);
	if (payment.form.value !== 'cash' || payment.notesGrosze.value === 0) return typedText;
	return money(payment.givenGrosze.value);
}
