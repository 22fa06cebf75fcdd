/** What a form of payment asks for: notes, a currency, a sentence about the whole amount, or the parts of a mixed payment. */
import {useDesk} from '../desk-context.ts';
import {money} from '../format.ts';
import {notesZloty} from '../models/payment.ts';
import {ForeignMatter, ForeignParts} from './foreign-matter.tsx';
import {Key} from './key.tsx';
import {VoucherMatter, VoucherParts} from './voucher-matter.tsx';
import {Whole} from './whole.tsx';

export function PaymentMatter({dueGrosze}: {readonly dueGrosze: number}) {
	const form = useDesk().payment.form.value;
	switch (form) {
		case 'cash':
			return <Notes dueGrosze={dueGrosze} />;
		case 'mixed':
			return <Parts />;
		case 'foreign':
			return <ForeignMatter dueGrosze={dueGrosze} />;
		case 'voucher':
			return <VoucherMatter dueGrosze={dueGrosze} />;
		case 'card':
		case 'transfer':
			return <Whole form={form} dueGrosze={dueGrosze} />;
	}
}

function Notes({dueGrosze}: {readonly dueGrosze: number}) {
	const desk = useDesk();
	const words = desk.words.value;
	return (
		<div class="notes">
			{notesZloty.map(note => {
				const count = desk.payment.notes.value.get(note) ?? 0;
				return (
					<Key
						key={note}
						testId={`note-${note}`}
						kind={`note ${count > 0 ? 'given' : ''}`}
						guarded={false}
						onPress={() => desk.payment.addNote(note)}
					>
						{note}
						{count > 0 && <span class="times">{count}×</span>}
						<small>{words.zloty}</small>
					</Key>
				);
			})}
			<Key testId="exact" kind="note exact" guarded={false} onPress={() => desk.payment.give(dueGrosze)}>
				{money(dueGrosze)}
				<small>{words.payment.exact}</small>
			</Key>
		</div>
	);
}

function Parts() {
	const desk = useDesk();
	const words = desk.words.value.payment;
	const {payment} = desk;
	const parts = payment.parts.value;
	const {mixedKinds, vouchers, foreign} = payment;
	const keyCount = vouchers.kinds.value.length + mixedKinds.length + foreign.currencies.value.length;
	return (
		<div class={`notes parts ${keyCount > 6 ? 'many' : ''} ${keyCount > 8 ? 'crowded' : ''}`}>
			<VoucherParts />
			{mixedKinds.map(kind => {
				const amountGrosze = parts[kind];
				return (
					<Key
						key={kind}
						testId={`part-${kind}`}
						kind={`note ${amountGrosze === undefined ? '' : 'given'}`}
						guarded={false}
						onPress={() => payment.put(kind)}
					>
						<span class="form">{words.forms[kind]}</span>
						<span class="amount">{amountGrosze === undefined ? '–' : money(amountGrosze)}</span>
						<small>{amountGrosze === undefined ? words.mixedRest : words.mixedTakeBack}</small>
					</Key>
				);
			})}
			<ForeignParts />
		</div>
	);
}
