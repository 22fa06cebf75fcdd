/**
 * The function strip: six places that never change theirs. A function that cannot be used now stands dashed in its
 * place; a place without a function stays empty.
 */
import type {ComponentChildren} from 'preact';
import {useDesk} from '../desk-context.ts';
import {percent, zloty} from '../format.ts';
import {Key} from './key.tsx';

export function Functions({children}: {readonly children: ComponentChildren}) {
	const words = useDesk().words.value.sale;
	return (
		<nav class="functions" aria-label={words.functions}>
			{children}
		</nav>
	);
}

export const Empty = () => <span class="empty" />;

/** Where baskets are put aside, how many; a sale that waits for its printer is more urgent and stands here instead. */
function ParkedKey({usable}: {readonly usable: boolean}) {
	const desk = useDesk();
	const words = desk.words.value.parked;
	const count = desk.snapshot.value?.parked.length ?? 0;
	if (count === 0) return <Empty />;
	return (
		<Key
			testId="parked"
			kind="op"
			disabled={!usable}
			on={usable && desk.sale.focus.value.on === 'parked'}
			label={words.title}
			onPress={() => desk.sale.toggle('parked')}
		>
			{words.key}
			<small>{words.count(count)}</small>
		</Key>
	);
}

/** The sale's functions; on screens where none of them works they stand there dashed. */
export function SaleFunctions({usable}: {readonly usable: boolean}) {
	const desk = useDesk();
	const words = desk.words.value.sale;
	const on = desk.sale.focus.value.on;
	const {sale, suspended} = desk.snapshot.value ?? {};
	const card = sale?.card;
	const hasGoods = (sale?.lines.length ?? 0) > 0;
	return (
		<Functions>
			<Key
				testId="storno"
				kind="op"
				hotkeys="F6"
				disabled={!usable || !hasGoods}
				on={usable && on === 'line'}
				onPress={() => desk.sale.storno()}
			>
				{words.storno}
			</Key>
			{card === undefined ? (
				<Empty />
			) : (
				<Key
					testId="remove-card"
					kind="op"
					disabled={!usable}
					label={`${card.name}, ${percent(card.percentHundredths)}`}
					onPress={() => desk.send({do: 'remove-card'})}
				>
					{words.card}
					<small>{words.cardRemove(card.percentHundredths)}</small>
				</Key>
			)}
			{suspended === undefined ? (
				<ParkedKey usable={usable && !hasGoods} />
			) : (
				<Key
					testId="resume-sale"
					kind="op alarming"
					disabled={!usable || hasGoods}
					label={words.resumeWhat(suspended.count, suspended.dueGrosze)}
					onPress={() => desk.send({do: 'resume-sale'})}
				>
					{words.resume}
					<small>{zloty(suspended.dueGrosze)}</small>
				</Key>
			)}
			<Key
				testId="price-check"
				kind="op"
				hotkeys="F7"
				disabled={!usable}
				on={usable && on === 'price'}
				onPress={() => desk.sale.toggle('price')}
			>
				{words.price}
			</Key>
			<Key
				testId="discount"
				kind="op"
				hotkeys="F8"
				disabled={!usable || !hasGoods}
				on={usable && on === 'discount'}
				onPress={() => desk.sale.turnToDiscount()}
			>
				{desk.words.value.discount.key}
				{on === 'line' && <small>{desk.words.value.discount.ofLine}</small>}
			</Key>
			<Key
				testId="more"
				kind="op"
				hotkeys="F5"
				disabled={!usable}
				on={usable && (on === 'more' || on === 'void-sale')}
				onPress={() => desk.sale.toggle('more')}
			>
				{words.more}
			</Key>
		</Functions>
	);
}
