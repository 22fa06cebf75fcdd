/** Cash of another currency: which one and at which rate, its notes, and the least that pays; or its part of a mixed payment. */
import type {Currency} from '../../domain/catalogue.ts';
import {amountFor} from '../../domain/currency.ts';
import {grosze} from '../../domain/money.ts';
import {useDesk} from '../desk-context.ts';
import {exchangeRate, money} from '../format.ts';
import {Key} from './key.tsx';

export function ForeignMatter({dueGrosze}: {readonly dueGrosze: number}) {
	const desk = useDesk();
	const words = desk.words.value.payment;
	const {payment} = desk;
	const {foreign} = payment;
	const currency = foreign.currency.value;
	return (
		<div class="foreign">
			<div class="currencies">
				{foreign.currencies.value.map(({code, rateTenThousandths}) => (
					<Key
						key={code}
						testId={`currency-${code}`}
						kind="op"
						guarded={false}
						on={code === currency?.code}
						onPress={() => payment.chooseCurrency(code)}
					>
						{code}
						<small>{exchangeRate(code, rateTenThousandths)}</small>
					</Key>
				))}
			</div>
			{currency === undefined ? (
				<div class="panel advice" role="status">
					<h2>{words.foreignNone}</h2>
				</div>
			) : (
				<Notes currency={currency} dueGrosze={dueGrosze} />
			)}
		</div>
	);
}

interface NotesProps {
	readonly currency: Currency;
	readonly dueGrosze: number;
}

function Notes({currency: {code, rateTenThousandths, denominationsMinor = []}, dueGrosze}: NotesProps) {
	const desk = useDesk();
	const {payment} = desk;
	const dueMinor = amountFor(grosze(dueGrosze), rateTenThousandths);
	return (
		<div class="notes">
			{denominationsMinor.map(noteMinor => {
				const count = payment.foreign.countOf(noteMinor);
				return (
					<Key
						key={noteMinor}
						testId={`foreign-note-${noteMinor}`}
						kind={`note ${count > 0 ? 'given' : ''}`}
						guarded={false}
						onPress={() => payment.foreign.addNote(noteMinor)}
					>
						{noteMinor % 100 === 0 ? noteMinor / 100 : money(noteMinor)}
						{count > 0 && <span class="times">{count}×</span>}
						<small>{code}</small>
					</Key>
				);
			})}
			<Key testId="foreign-exact" kind="note exact" guarded={false} onPress={() => payment.give(dueMinor)}>
				{money(dueMinor)}
				<small>
					{code}, {desk.words.value.payment.exact}
				</small>
			</Key>
		</div>
	);
}

/** One key a currency beside the forms of a mixed payment. */
export function ForeignParts() {
	const desk = useDesk();
	const words = desk.words.value.payment;
	const {payment} = desk;
	return payment.foreign.currencies.value.map(({code, rateTenThousandths}) => {
		const amountMinor = payment.foreign.partOf(code);
		return (
			<Key
				key={code}
				testId={`part-${code}`}
				kind={`note ${amountMinor === undefined ? '' : 'given'}`}
				guarded={false}
				onPress={() => payment.putForeign(code)}
			>
				<span class="form">{code}</span>
				<span class="amount">{amountMinor === undefined ? '–' : money(amountMinor)}</span>
				<small>{amountMinor === undefined ? exchangeRate(code, rateTenThousandths) : words.mixedTakeBack}</small>
			</Key>
		);
	});
}
