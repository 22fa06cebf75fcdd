/** The sale: the receipt at the left, goods, entry line and keypad at the right. Its states replace each other in the same places. */
import type {ComponentChildren} from 'preact';
import type {SaleView} from '../../api/sale-view.ts';
import type {ChoiceView} from '../../api/snapshot.ts';
import {useDesk} from '../desk-context.ts';
import {weight, zloty} from '../format.ts';
import {ChoiceBoard} from '../parts/choice-board.tsx';
import {Discounting} from '../parts/discounting.tsx';
import {Entry} from '../parts/entry.tsx';
import {BackKey, DashedRepeat, PluKey, SearchKey} from '../parts/entry-keys.tsx';
import {SaleFunctions} from '../parts/functions.tsx';
import {GoodsPanel} from '../parts/goods-panel.tsx';
import {Key, MainKey} from '../parts/key.tsx';
import {Keypad} from '../parts/keypad.tsx';
import {MorePanel} from '../parts/more-panel.tsx';
import {PackagesPanel} from '../parts/packages-panel.tsx';
import {ParkedPanel} from '../parts/parked-panel.tsx';
import {Receipt} from '../parts/receipt.tsx';
import {SearchBoard, SearchResults} from '../parts/search-board.tsx';
import {VoidingSale} from '../parts/voiding-sale.tsx';

interface SaleScreenProps {
	readonly sale: SaleView;
	readonly pendingPieces: number | undefined;
	readonly choice: ChoiceView | undefined;
}

export function SaleScreen({sale, pendingPieces, choice}: SaleScreenProps) {
	const desk = useDesk();
	const focus = desk.sale.focus.value;
	return (
		<>
			<main class="work" data-focus={focus.on}>
				<Receipt sale={sale} selectable={choice === undefined} />
				<section class="side" aria-label={desk.words.value.sale.goods}>
					{sides()}
				</section>
			</main>
			<SaleFunctions usable={choice === undefined} />
		</>
	);

	function sides(): ComponentChildren {
		if (choice !== undefined) return <Choosing choice={choice} />;
		switch (focus.on) {
			case 'goods':
				return <Selling sale={sale} pendingPieces={pendingPieces} panel={<GoodsPanel />} />;
			case 'more':
				return <Selling sale={sale} pendingPieces={pendingPieces} panel={<MorePanel />} back />;
			case 'packages':
				return <Selling sale={sale} pendingPieces={pendingPieces} panel={<PackagesPanel />} back />;
			case 'parked':
				return <Selling sale={sale} pendingPieces={pendingPieces} panel={<ParkedPanel />} back />;
			case 'line':
				return <Removing />;
			case 'price':
				return <PriceCheck />;
			case 'search':
				return <Searching />;
			case 'discount':
				return <Discounting line={focus.line} />;
			case 'void-sale':
				return <VoidingSale />;
		}
	}
}

interface SellingProps extends Omit<SaleScreenProps, 'choice'> {
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

function Removing() {
	const desk = useDesk();
	const words = desk.words.value.sale;
	const line = desk.sale.selected.value;
	if (line === undefined) return null;
	const pieces = desk.sale.piecesToVoid.value;
	const all = line.weightGrams === undefined ? words.pieces(line.pieces ?? 1) : weight(line.weightGrams);
	const hasPieces = line.pieces !== undefined;
	const mayTakePart = (line.pieces ?? 1) > 1;
	const isTooMany = pieces === 0;
	const hint = hasPieces ? words.removeHint(line.line) : words.removeWholeHint(line.line);
	return (
		<>
			<GoodsPanel />
			<Entry hint={isTooMany ? words.removeTooMany(line.pieces ?? 1) : hint} typed={desk.sale.pieces.text.value}>
				<BackKey onPress={() => desk.sale.home()} />
			</Entry>
			<Keypad
				entry={hasPieces ? desk.sale.pieces : undefined}
				onQuantity={hasPieces ? () => desk.sale.setPieces() : undefined}
				onClear={() => desk.sale.clear()}
				first={<PieceKey by={1} disabled={!hasPieces} />}
				second={<PieceKey by={-1} disabled={!mayTakePart} />}
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

function PieceKey({by, disabled}: {readonly by: 1 | -1; readonly disabled: boolean}) {
	const desk = useDesk();
	const words = desk.words.value.sale;
	return (
		<Key
			testId={by === 1 ? 'one-more' : 'one-less'}
			kind="op"
			hotkeys={by === 1 ? '+' : '-'}
			label={by === 1 ? words.onePieceMore : words.onePieceLess}
			disabled={disabled}
			onPress={() => desk.sale.changePieces(by)}
		>
			<span class="sign">{by === 1 ? '+1' : '−1'}</span>
		</Key>
	);
}

/** A code has several goods: nothing is sold before a finger says which. */
function Choosing({choice}: {readonly choice: ChoiceView}) {
	const desk = useDesk();
	const words = desk.words.value.sale;
	return (
		<>
			<ChoiceBoard goods={choice.goods} onChoose={product => desk.send({do: 'choose', product})} />
			<Entry hint={words.chooseHint(choice.code)}>
				<BackKey onPress={() => desk.send({do: 'back'})} />
			</Entry>
			<Keypad
				first={<PluKey disabled />}
				second={<DashedRepeat />}
				main={<MainKey face={words.choose} disabled onPress={() => {}} />}
			/>
		</>
	);
}

function PriceCheck() {
	const desk = useDesk();
	const words = desk.words.value;
	const checked = desk.sale.checked.value;
	const together = desk.sale.checkedTogether.value;
	const per = checked?.unit === 'kg' ? words.perKilogram : words.perPiece;
	const hint = together === undefined ? words.sale.priceHint : words.sale.priceShared(together.code);
	return (
		<>
			{together === undefined ? (
				<GoodsPanel />
			) : (
				<ChoiceBoard goods={together.goods} chosen={checked?.code} onChoose={product => desk.sale.pick(product)} />
			)}
			<Entry
				hint={checked?.name ?? hint}
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
	const words = desk.words.value.sale;
	const focus = desk.sale.focus.value;
	const unknown = focus.on === 'search' ? focus.unknown : undefined;
	return (
		<>
			<SearchResults />
			<Entry
				hint={unknown === undefined ? words.searchHint : words.searchUnknown(unknown)}
				typed={desk.sale.query.value.toUpperCase()}
			>
				<BackKey onPress={() => desk.sale.home()} />
			</Entry>
			<SearchBoard />
		</>
	);
}
