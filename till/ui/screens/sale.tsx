/** The sale: the receipt at the left, goods, entry line and keypad at the right. Its states replace each other in the same places. */
import type {ComponentChildren} from 'preact';
import type {SaleView} from '../../api/snapshot.ts';
import {useDesk} from '../desk-context.ts';
import {weight, zloty} from '../format.ts';
import {Entry} from '../parts/entry.tsx';
import {BackKey, PluKey, SearchKey} from '../parts/entry-keys.tsx';
import {SaleFunctions} from '../parts/functions.tsx';
import {GoodsPanel} from '../parts/goods-panel.tsx';
import {Key, MainKey} from '../parts/key.tsx';
import {Keypad} from '../parts/keypad.tsx';
import {MorePanel, VoidQuestion} from '../parts/more-panel.tsx';
import {PackagesPanel} from '../parts/packages-panel.tsx';
import {Receipt} from '../parts/receipt.tsx';
import {SearchBoard, SearchResults} from '../parts/search-board.tsx';

interface SaleScreenProps {
	readonly sale: SaleView;
	readonly pendingPieces: number | undefined;
}

export function SaleScreen({sale, pendingPieces}: SaleScreenProps) {
	const desk = useDesk();
	const focus = desk.sale.focus.value;
	return (
		<>
			<main class="work" data-focus={focus.on}>
				<Receipt sale={sale} selectable />
				<section class="side" aria-label={desk.words.value.sale.goods}>
					{sides()}
				</section>
			</main>
			<SaleFunctions usable />
		</>
	);

	function sides(): ComponentChildren {
		switch (focus.on) {
			case 'goods':
				return <Selling sale={sale} pendingPieces={pendingPieces} panel={<GoodsPanel />} />;
			case 'more':
				return <Selling sale={sale} pendingPieces={pendingPieces} panel={<MorePanel />} back />;
			case 'packages':
				return <Selling sale={sale} pendingPieces={pendingPieces} panel={<PackagesPanel />} back />;
			case 'line':
				return <Removing />;
			case 'price':
				return <PriceCheck />;
			case 'search':
				return <Searching />;
			case 'void-sale':
				return <VoidingSale />;
		}
	}
}

interface SellingProps extends SaleScreenProps {
	readonly panel: ComponentChildren;
	readonly back?: boolean;
}

function Selling({sale, pendingPieces, panel, back = false}: SellingProps) {
	const desk = useDesk();
	const words = desk.words.value.sale;
	return (
		<>
			{panel}
			<Entry
				hint={words.hint}
				typed={
					<>
						{pendingPieces !== undefined && (
							<span class="pending" data-testid="pending-pieces">
								{pendingPieces} ×{' '}
							</span>
						)}
						{desk.sale.entry.text.value}
					</>
				}
			>
				{back ? <BackKey onPress={() => desk.sale.home()} /> : <SearchKey />}
			</Entry>
			<Keypad
				entry={desk.sale.entry}
				onQuantity={() => desk.sale.quantity()}
				onClear={() => desk.sale.clear()}
				first={<PluKey />}
				second={
					<Key
						testId="repeat"
						kind="op"
						disabled={sale.lines.length === 0}
						onPress={() => desk.send({do: 'repeat-last'})}
					>
						{words.repeat}
					</Key>
				}
				main={
					<MainKey face={words.total} disabled={sale.lines.length === 0} onPress={() => desk.send({do: 'total'})} />
				}
			/>
		</>
	);
}

/** Repeat stands dashed where a state has no use for it. */
function DashedRepeat() {
	const words = useDesk().words.value.sale;
	return (
		<Key testId="repeat" kind="op" disabled onPress={() => {}}>
			{words.repeat}
		</Key>
	);
}

function Removing() {
	const desk = useDesk();
	const words = desk.words.value.sale;
	const line = desk.sale.selected.value;
	if (line === undefined) return null;
	const pieces = desk.sale.piecesToVoid.value;
	const all = line.weightGrams === undefined ? words.pieces(line.pieces ?? 1) : weight(line.weightGrams);
	const mayTakePart = (line.pieces ?? 1) > 1;
	const isTooMany = pieces === 0;
	const hint = mayTakePart ? words.removeHint(line.line) : words.removeWholeHint(line.line);
	return (
		<>
			<GoodsPanel />
			<Entry hint={isTooMany ? words.removeTooMany(line.pieces ?? 1) : hint} typed={desk.sale.pieces.text.value}>
				<BackKey onPress={() => desk.sale.home()} />
			</Entry>
			<Keypad
				entry={mayTakePart ? desk.sale.pieces : undefined}
				onClear={() => desk.sale.clear()}
				first={<PluKey disabled />}
				second={<DashedRepeat />}
				main={
					<MainKey
						face={words.remove}
						small={words.removeWhat(line.name, pieces === undefined ? all : words.pieces(pieces))}
						disabled={isTooMany}
						onPress={() => desk.sale.removeSelected()}
					/>
				}
			/>
		</>
	);
}

function PriceCheck() {
	const desk = useDesk();
	const words = desk.words.value;
	const checked = desk.sale.checked.value;
	const per = checked?.unit === 'kg' ? words.perKilogram : words.perPiece;
	return (
		<>
			<GoodsPanel />
			<Entry
				hint={checked?.name ?? words.sale.priceHint}
				typed={
					desk.sale.entry.text.value ||
					(checked !== undefined && (
						<span data-testid="checked-price" data-grosze={checked.priceGrosze}>
							{zloty(checked.priceGrosze)} <span class="per">{per}</span>
						</span>
					))
				}
			>
				<BackKey onPress={() => desk.sale.home()} />
			</Entry>
			<Keypad
				entry={desk.sale.entry}
				onClear={() => desk.sale.clear()}
				first={<PluKey />}
				second={<DashedRepeat />}
				main={
					<MainKey
						face={words.add}
						small={checked?.name}
						disabled={checked === undefined}
						onPress={() => desk.sale.pickChecked()}
					/>
				}
			/>
		</>
	);
}

function Searching() {
	const desk = useDesk();
	return (
		<>
			<SearchResults />
			<Entry hint={desk.words.value.sale.searchHint} typed={desk.sale.query.value.toUpperCase()}>
				<BackKey onPress={() => desk.sale.home()} />
			</Entry>
			<SearchBoard />
		</>
	);
}

function VoidingSale() {
	const desk = useDesk();
	const words = desk.words.value;
	return (
		<>
			<VoidQuestion />
			<Entry hint={words.more.voidQuestion}>
				<BackKey onPress={() => desk.sale.home()} />
			</Entry>
			<Keypad
				first={<PluKey disabled />}
				second={<DashedRepeat />}
				main={<MainKey face={words.sale.remove} small={words.more.voidKey} onPress={() => desk.sale.removeSale()} />}
			/>
		</>
	);
}
