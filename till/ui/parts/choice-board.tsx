/** The goods that one code may mean: in the place of the product grid, each with what tells it from the others. */
import type {ChoiceView} from '../../api/snapshot.ts';
import {useDesk} from '../desk-context.ts';
import {money, tied} from '../format.ts';
import {Key} from './key.tsx';
import {Pager} from './pager.tsx';

const rows = 5;

interface ChoiceBoardProps {
	readonly goods: ChoiceView['goods'];
	/** The one that is meant so far. */
	readonly chosen?: string | undefined;
	readonly onChoose: (product: string) => void;
}

export function ChoiceBoard({goods, chosen, onChoose}: ChoiceBoardProps) {
	const desk = useDesk();
	const words = desk.words.value;
	const size = goods.length > rows ? rows - 1 : rows;
	const page = desk.sale.choicePages.show(goods, size);
	return (
		<div class="twins" data-testid="choices" data-count={goods.length}>
			{page.items.map(({code, name, unit, priceGrosze}) => (
				<Key key={code} testId={`choice-${code}`} kind="twin" on={code === chosen} onPress={() => onChoose(code)}>
					<span class="name">{tied(name)}</span>
					<small>{code}</small>
					<b class="amount">
						{money(priceGrosze)} <small>{unit === 'kg' ? words.perKilogram : words.perPiece}</small>
					</b>
				</Key>
			))}
			{goods.length > rows && <Pager name="choice" page={page} pages={desk.sale.choicePages} />}
		</div>
	);
}
