/**
 * The receipt: eight rows that end in the display. The newest goods stand in the display, always at the same
 * height; what came before is above, in pages.
 */
import type {ComponentChildren} from 'preact';
import type {LineView, SaleView} from '../../api/sale-view.ts';
import {useDesk} from '../desk-context.ts';
import {DamageNote} from './damage-note.tsx';
import {Display} from './display.tsx';
import {Icon} from './icon.tsx';
import {lineKey, ReceiptLine} from './receipt-line.tsx';
import {ServerNoticeNote} from './server-notice.tsx';

const rowCount = 8;

interface ReceiptProps {
	readonly sale: SaleView;
	/** What stands in the display instead of the newest goods. */
	readonly last?: ComponentChildren;
	/** The word above the sum. */
	readonly dueWord?: string;
	readonly aside?: string | undefined;
	readonly closed?: boolean;
	/** Whether lines can be touched. */
	readonly selectable?: boolean;
}

export function Receipt({sale, last, dueWord, aside, closed = false, selectable = false}: ReceiptProps) {
	const desk = useDesk();
	const words = desk.words.value;
	const training = desk.snapshot.value?.training === true;
	const goods = sale.lines.filter(line => line.kind === 'goods');
	const newest = goods.at(-1);
	const before = sale.lines.filter(line => line.kind === 'packages' || line.line !== newest?.line);
	// Where something else stands in the display, the newest goods join the list if that moves no row.
	const listed = last !== undefined && sale.lines.length <= rowCount ? sale.lines : before;
	const tail = desk.sale.receipt;
	const shown = tail.show(listed, rowCount);
	const selectedLine = desk.sale.selected.value?.line;
	const select = (line: LineView) => () => desk.press(() => desk.sale.select(line));
	const plain = closed && !training ? words.sale.receiptClosed(sale.number) : words.sale.receipt(sale.number);
	// There is no room for three things.
	const number = training ? `${plain} · ${words.training.mark}` : plain;
	return (
		<section class="receipt" aria-label={words.sale.receipt(sale.number)}>
			<div class="head">
				<h1>
					<span data-testid="receipt-number">{number}</span>
					<small data-testid="line-count" data-count={goods.length}>
						{words.positions(goods.length)}
					</small>
				</h1>
				<button
					type="button"
					class="page"
					data-testid="earlier-lines"
					data-hotkeys="PageUp"
					aria-label={words.sale.earlierLines}
					disabled={!shown.hasEarlier}
					onClick={() => tail.earlier()}
				>
					<Icon name="up" />
				</button>
				<button
					type="button"
					class="page"
					data-testid="later-lines"
					data-hotkeys="PageDown"
					aria-label={words.sale.laterLines}
					disabled={!shown.hasLater}
					onClick={() => tail.later()}
				>
					<Icon name="down" />
				</button>
			</div>
			<ol class="lines" data-testid="lines">
				{sale.lines.length === 0 && <Told />}
				{shown.items.map(line => (
					<li key={lineKey(line)}>
						<ReceiptLine
							line={line}
							selected={line.kind === 'goods' && line.line === selectedLine}
							onPress={selectable ? select(line) : undefined}
						/>
					</li>
				))}
			</ol>
			<Display sale={sale} dueWord={dueWord} aside={aside}>
				{last !== undefined || newest === undefined ? (
					(last ?? <div class="last" />)
				) : (
					<ReceiptLine
						line={newest}
						large
						deposits={sale.lines.filter(line => line.kind === 'deposit' && line.line === newest.line)}
						selected={newest.line === selectedLine}
						onPress={selectable ? select(newest) : undefined}
					/>
				)}
			</Display>
		</section>
	);
}

/** What the till and the server have to say between two customers. */
function Told() {
	const {damage, link} = useDesk().snapshot.value ?? {};
	if (damage === undefined && link?.notice === undefined) return null;
	const isTwice = damage !== undefined && link?.notice !== undefined;
	return (
		<li class={`told ${isTwice ? 'twice' : ''}`}>
			<DamageNote />
			<ServerNoticeNote />
		</li>
	);
}
