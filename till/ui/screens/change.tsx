/** The change, in the largest type until the next customer; what became of both slips below it. */
import type {SaleView} from '../../api/sale-view.ts';
import type {Screen, SlipView} from '../../api/snapshot.ts';
import {useDesk} from '../desk-context.ts';
import {money, zloty} from '../format.ts';
import {Last, Zloty} from '../parts/display.tsx';
import {Entry} from '../parts/entry.tsx';
import {PluKey} from '../parts/entry-keys.tsx';
import {SaleFunctions} from '../parts/functions.tsx';
import {Icon} from '../parts/icon.tsx';
import {Key, MainKey} from '../parts/key.tsx';
import {Keypad} from '../parts/keypad.tsx';
import {Receipt} from '../parts/receipt.tsx';
import {tenderName} from '../words/tender-name.ts';

type Change = Extract<Screen, {at: 'change'}>;

interface ChangeScreenProps {
	readonly sale: SaleView;
	readonly change: Change;
}

export function ChangeScreen({sale, change}: ChangeScreenProps) {
	const desk = useDesk();
	const words = desk.words.value;
	const given = change.tenders.reduce((sum, {amountGrosze}) => sum + amountGrosze, 0);
	const forms = change.tenders.map(tender => tenderName(tender, words.payment)).join(', ');
	return (
		<>
			<main class="work">
				<Receipt
					sale={sale}
					closed
					dueWord={words.change.paid}
					aside={forms}
					last={<Last name={words.payment.given} sub={forms} amountGrosze={given} testId="given" />}
				/>
				<section class="side" aria-label={words.change.title}>
					<div class="panel change">
						<div class="figure">
							<h2>{words.change.title}</h2>
							<span class="how">
								{money(given)} − {money(given - change.changeGrosze)}
							</span>
							<span class="sum" data-testid="change" data-grosze={change.changeGrosze}>
								{money(change.changeGrosze)}
								<Zloty />
							</span>
						</div>
						<ul class="results">
							{change.slips.map(slip => (
								<SlipResult key={slip.route} slip={slip} />
							))}
						</ul>
					</div>
					<Entry hint={words.change.hint} typed={desk.sale.entry.text.value}>
						<Key testId="open-drawer" kind="op" onPress={() => desk.send({do: 'open-drawer'})}>
							{words.change.drawer}
						</Key>
					</Entry>
					<Keypad
						entry={desk.sale.entry}
						onClear={() => desk.sale.entry.clear()}
						first={<PluKey />}
						main={
							<MainKey
								face={words.change.next}
								small={words.change.nextWhat}
								onPress={() => desk.send({do: 'next-customer'})}
							/>
						}
					/>
				</section>
			</main>
			<SaleFunctions usable={false} />
		</>
	);
}

function SlipResult({slip}: {readonly slip: SlipView}) {
	const words = useDesk().words.value.change;
	const isPrinted = slip.state === 'printed';
	return (
		<li class={isPrinted ? 'good' : 'stop'} data-testid={`slip-${slip.route}`} data-state={slip.state}>
			<Icon name={isPrinted ? 'good' : 'none'} />
			<b>{isPrinted ? words.printed(slip.number) : words.abandoned(slip.number)}</b>
			<span>
				{slip.route === 'alcohol' && `${words.alcohol}, `}
				{zloty(slip.dueGrosze)}
			</span>
		</li>
	);
}
