/** The name search: what was found in the place of the goods, letters in the place of the keypad. */
import {useDesk} from '../desk-context.ts';
import {Icon} from './icon.tsx';
import {Key} from './key.tsx';
import {Pager} from './pager.tsx';
import {ProductKey} from './product-key.tsx';

const gridRows = 4;
/** The Polish programmer's order. Marks are left out: the search does not ask for them. */
const letterRows = ['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'] as const;

export function SearchResults() {
	const desk = useDesk();
	const words = desk.words.value.sale;
	const found = desk.goods.search(desk.sale.query.value);
	const page = desk.sale.searchPages.show(found, (desk.columns.value + 1) * gridRows - 1);
	const isMissing = desk.sale.query.value.trim() !== '' && found.length === 0;
	return (
		<div class="grid found" data-testid="search-results" data-count={found.length}>
			{isMissing && <p class="nothing">{words.searchNothing}</p>}
			{page.items.map(good => (
				<ProductKey key={good.code} good={good} />
			))}
			{found.length > 0 && <Pager name="search" page={page} pages={desk.sale.searchPages} />}
		</div>
	);
}

export function SearchBoard() {
	const desk = useDesk();
	const words = desk.words.value;
	return (
		<div class="board">
			{letterRows.map((row, index) => (
				<div class="row" key={row}>
					{[...row].map(letter => (
						<Key
							key={letter}
							testId={`letter-${letter}`}
							hotkeys={letter}
							guarded={false}
							onPress={() => desk.sale.type(letter)}
						>
							{letter.toUpperCase()}
						</Key>
					))}
					{index === 2 && (
						<Key
							testId="letter-erase"
							kind="op"
							hotkeys="Backspace"
							guarded={false}
							label={words.sale.erase}
							onPress={() => desk.sale.eraseTyped()}
						>
							<Icon name="erase" />
						</Key>
					)}
					{index === 3 && (
						<>
							<Key
								testId="letter-space"
								kind="op wide"
								hotkeys="Space"
								guarded={false}
								onPress={() => desk.sale.type(' ')}
							>
								{words.sale.space}
							</Key>
							<Key
								testId="letter-clear"
								kind="op"
								hotkeys="Delete"
								guarded={false}
								label={words.clear}
								onPress={() => desk.sale.clearTyped()}
							>
								{words.clearKey}
							</Key>
						</>
					)}
				</div>
			))}
		</div>
	);
}
