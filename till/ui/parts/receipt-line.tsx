/** One line of the receipt; `large` in the display. */
import type {GoodsLineView, LineView} from '../../api/sale-view.ts';
import {useDesk} from '../desk-context.ts';
import {date, money, weight} from '../format.ts';
import {Icon} from './icon.tsx';

interface ReceiptLineProps {
	readonly line: LineView;
	readonly selected: boolean;
	readonly large?: boolean;
	/** Packages of the line that have no row of their own. */
	readonly deposits?: readonly LineView[];
	readonly onPress: (() => void) | undefined;
}

export function ReceiptLine({line, selected, large = false, deposits = [], onPress}: ReceiptLineProps) {
	const isGoods = line.kind === 'goods';
	const isSecond = line.kind !== 'packages' && line.route === 'alcohol';
	return (
		<button
			type="button"
			class={`${large ? 'last' : 'line'} ${isSecond ? 'second' : ''} ${selected ? 'selected' : ''}`}
			data-testid={lineKey(line)}
			aria-pressed={selected}
			disabled={onPress === undefined}
			onClick={onPress}
		>
			<span class="number">{isGoods ? line.line : ''}</span>
			<span class="name">{line.name}</span>
			<span class="sub">
				<Detail line={line} deposits={deposits} large={large} />
			</span>
			<span class="sum">{money(line.totalGrosze)}</span>
			<span class="vat">{isGoods ? line.vat : ''}</span>
		</button>
	);
}

/** No two lines of a receipt have one. */
export function lineKey(line: LineView): string {
	switch (line.kind) {
		case 'goods':
			return `line-${line.line}`;
		case 'deposit':
			return `deposit-${line.line}`;
		case 'packages':
			return `packages-${line.deposit}`;
	}
}

function Detail({line, deposits, large}: Omit<ReceiptLineProps, 'selected' | 'onPress'>) {
	const words = useDesk().words.value.sale;
	switch (line.kind) {
		case 'goods':
			return <GoodsDetail line={line} deposits={deposits ?? []} large={large ?? false} />;
		case 'deposit':
			return (
				<>
					{line.pieces} × {money(line.valueGrosze)} · {words.ofLine(line.line)}
				</>
			);
		case 'packages':
			return (
				<>
					{line.pieces} × {money(-line.valueGrosze)} · {words.packagesBack}
				</>
			);
	}
}

export function quantity(line: GoodsLineView): string {
	return line.weightGrams === undefined ? String(line.pieces ?? 1) : weight(line.weightGrams);
}

interface GoodsDetailProps {
	readonly line: GoodsLineView;
	readonly deposits: readonly LineView[];
	readonly large: boolean;
}

function GoodsDetail({line, deposits, large}: GoodsDetailProps) {
	const words = useDesk().words.value.sale;
	const depositGrosze = deposits.reduce((sum, deposit) => sum + deposit.totalGrosze, 0);
	return (
		<>
			{line.forbidden !== undefined && <strong class="forbidden">{forbiddenBy(line.forbidden)}</strong>}
			{line.route === 'alcohol' && <SecondPrinter />}
			{quantity(line)} × {money(line.priceGrosze)}
			{line.discount !== undefined && <span class="cut"> {discountOf(line.discount)}</span>}
			{depositGrosze !== 0 && ` · ${words.deposit(money(depositGrosze))}`}
			{line.age18 && ' · 18+'}
		</>
	);

	function forbiddenBy(why: NonNullable<GoodsLineView['forbidden']>): string {
		switch (why.code) {
			case 'product-recalled':
				return words.forbidden.recalled;
			case 'past-date':
				return words.forbidden.pastDate(date(why.lastDay));
			case 'alcohol-hours':
				return words.forbidden.alcoholHours;
		}
	}

	function discountOf({amountGrosze, percentHundredths, names}: NonNullable<GoodsLineView['discount']>): string {
		const amount = money(-amountGrosze);
		if (percentHundredths === undefined) return [names.join(', ') || words.discountByHand, amount].join(' ');
		return large ? words.discountShort(amount) : `${words.discount(percentHundredths, names.join(', '))} ${amount}`;
	}
}

/** The sign of the second printer: plum, a printer and a 2. */
export function SecondPrinter() {
	const words = useDesk().words.value.sale;
	return (
		<span class="to-second" title={words.secondPrinter}>
			<Icon name="printer" />2
		</span>
	);
}
