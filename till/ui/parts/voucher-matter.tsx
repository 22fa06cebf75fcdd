/** Vouchers of several kinds: which one pays the whole amount, or its part of a mixed payment. */
import {useDesk} from '../desk-context.ts';
import {money} from '../format.ts';
import {Key} from './key.tsx';
import {Whole} from './whole.tsx';

export function VoucherMatter({dueGrosze}: {readonly dueGrosze: number}) {
	const {payment} = useDesk();
	const {kinds, kind} = payment.vouchers;
	if (kinds.value.length < 2) return <Whole form="voucher" dueGrosze={dueGrosze} title={kind.value?.name} />;
	return (
		<div class={kinds.value.length > 3 ? 'foreign two-rows' : 'foreign'}>
			<div class="currencies">
				{kinds.value.map(({id, name}) => (
					<Key
						key={id}
						testId={`voucher-${id}`}
						kind="op"
						guarded={false}
						on={id === kind.value?.id}
						onPress={() => payment.vouchers.choose(id)}
					>
						<span class="voucher-name">{name}</span>
					</Key>
				))}
			</div>
			<Whole form="voucher" dueGrosze={dueGrosze} title={kind.value?.name} />
		</div>
	);
}

/** One key a kind, first among the parts of a mixed payment. */
export function VoucherParts() {
	const desk = useDesk();
	const words = desk.words.value.payment;
	const {payment} = desk;
	return payment.vouchers.kinds.value.map(({id, name}) => {
		const amountGrosze = payment.vouchers.partOf(id);
		return (
			<Key
				key={id}
				testId={`part-voucher-${id}`}
				kind={`note ${amountGrosze === undefined ? '' : 'given'}`}
				guarded={false}
				onPress={() => payment.putVoucher(id)}
			>
				<span class="voucher-name">{name}</span>
				<span class="amount">{amountGrosze === undefined ? '–' : money(amountGrosze)}</span>
				<small>{amountGrosze === undefined ? words.mixedRest : words.mixedTakeBack}</small>
			</Key>
		);
	});
}
