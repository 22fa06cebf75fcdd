/** Two keys in the place of the last product: a page back, a page on. */
import {useDesk} from '../desk-context.ts';
import type {Page, Pages} from '../models/pages.ts';
import {Icon} from './icon.tsx';
import {Key} from './key.tsx';

interface PagerProps {
	readonly name: string;
	readonly page: Page<unknown>;
	readonly pages: Pages;
}

export function Pager({name, page, pages}: PagerProps) {
	const words = useDesk().words.value;
	return (
		<div class="pager">
			<Key
				testId={`${name}-previous`}
				kind="op"
				guarded={false}
				disabled={!page.hasPrevious}
				label={words.earlierPage}
				onPress={() => pages.turn(page.number - 1)}
			>
				<Icon name="left" />
			</Key>
			<Key
				testId={`${name}-next`}
				kind="op"
				guarded={false}
				disabled={!page.hasNext}
				label={words.nextPage}
				onPress={() => pages.turn(page.number + 1)}
			>
				<Icon name="right" />
				{page.count > 1 && <small>{words.pageOf(page.number, page.count)}</small>}
			</Key>
		</div>
	);
}
