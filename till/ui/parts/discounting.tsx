/** A discount by hand, in the place of the goods: how much of it, why, and the key that gives it. */
import {useDesk} from '../desk-context.ts';
import {zloty} from '../format.ts';
import {discountKinds} from '../models/discount-entry.ts';
import {Entry} from './entry.tsx';
import {BackKey, DashedRepeat, PluKey} from './entry-keys.tsx';
import {Key, MainKey} from './key.tsx';
import {Keypad} from './keypad.tsx';
import {ReasonKeys} from './reason-keys.tsx';

export function Discounting({line}: {readonly line: number | undefined}) {
	const desk = useDesk();
	const words = desk.words.value.discount;
	const {discount} = desk.sale;
	const isPercent = discount.kind.value === 'percent';
	return (
		<>
			<DiscountTerms />
			<Entry hint={line === undefined ? words.receiptHint : words.lineHint(line)} typed={discount.line.text.value}>
				<BackKey onPress={() => desk.sale.home()} />
			</Entry>
			<Keypad
				entry={discount.line}
				comma={!isPercent}
				onClear={() => discount.line.clear()}
				first={<PluKey disabled />}
				second={<DashedRepeat />}
				main={
					<MainKey
						face={words.give}
						small={size()}
						disabled={!discount.isReady.value}
						onPress={() => desk.sale.giveDiscount()}
					/>
				}
			/>
		</>
	);

	function size(): string {
		if (discount.size.value === 0) return words.none;
		return isPercent ? `${discount.size.value}%` : zloty(discount.size.value);
	}
}

function DiscountTerms() {
	const desk = useDesk();
	const words = desk.words.value.discount;
	const {discount} = desk.sale;
	return (
		<section class="return-terms" aria-label={words.title}>
			<h2>{words.how}</h2>
			<div class="return-keys">
				{discountKinds.map(kind => (
					<Key
						key={kind}
						testId={`discount-${kind}`}
						kind="op"
						on={discount.kind.value === kind}
						onPress={() => discount.choose(kind)}
					>
						{words.kinds[kind]}
					</Key>
				))}
			</div>
			<h2>{words.why}</h2>
			<ReasonKeys
				reasons={words.reasons}
				chosen={discount.reason.value}
				onChoose={reason => discount.chooseReason(reason)}
			/>
		</section>
	);
}
