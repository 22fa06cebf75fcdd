/**
 * Printing, slip by slip. While it goes well there is nothing to do; when it does not, one problem, numbered steps,
 * one next action, and the sentence that removes the fear.
 */
import type {SaleView} from '../../api/sale-view.ts';
import type {PrintingProblem, Screen} from '../../api/snapshot.ts';
import {useDesk} from '../desk-context.ts';
import {money} from '../format.ts';
import {Last} from '../parts/display.tsx';
import {Say} from '../parts/entry.tsx';
import {SaleFunctions} from '../parts/functions.tsx';
import {Key, MainKey} from '../parts/key.tsx';
import {PrintingAdvice} from '../parts/printing-advice.tsx';
import {Receipt} from '../parts/receipt.tsx';
import {SlipCard} from '../parts/slip-card.tsx';
import type {KeyWords} from '../words/printing-kinds.ts';
import {tenderName} from '../words/tender-name.ts';

type Printing = Extract<Screen, {at: 'printing'}>;

interface PrintingScreenProps {
	readonly sale: SaleView;
	readonly printing: Printing;
}

export function PrintingScreen({sale, printing}: PrintingScreenProps) {
	const desk = useDesk();
	const words = desk.words.value;
	const {slips, problem, tenders, changeGrosze} = printing;
	const forms = tenders
		.map(tender => {
			const name = tenderName(tender, words.payment);
			return `${name}${tender.foreign === undefined ? '' : ' ='} ${money(tender.amountGrosze)}`;
		})
		.join(' · ');
	return (
		<>
			<main class="work">
				<Receipt
					sale={sale}
					dueWord={words.change.paid}
					aside={forms}
					last={
						<Last name={words.change.title} sub={words.change.give} amountGrosze={changeGrosze} testId="change-due" />
					}
				/>
				<section class="printing" aria-label={words.printing.title}>
					<div class="slips">
						{slips.map(slip => (
							<SlipCard key={slip.route} slip={slip} count={slips.length} problem={problem} />
						))}
					</div>
					<PrintingAdvice problem={problem} slips={slips} />
					<NextStep printing={printing} />
				</section>
			</main>
			<SaleFunctions usable={false} />
		</>
	);
}

function NextStep({printing: {slips, problem}}: {readonly printing: Printing}) {
	const desk = useDesk();
	const words = desk.words.value.printing;
	const printed = slips.find(({state}) => state === 'printed');
	const troubled = slips.find(({route}) => route === problem?.route);
	return (
		<div class="next-step">
			<div class="calmly">
				{printed !== undefined && <p>{words.firstStands(printed.number)}</p>}
				<Say hint={words.notTwice} />
			</div>
			{problem !== undefined && troubled !== undefined && (
				<div class="choices">
					<OtherWays problem={problem} number={troubled.number} />
				</div>
			)}
			{problem !== undefined && problem.kind !== 'question' && troubled !== undefined && (
				<MainKey
					face={
						<>
							{words.printOn[0]}
							<br />
							{words.printOn[1]}
						</>
					}
					small={mainWord(problem, troubled.number)}
					disabled={problem.kind === 'waiting'}
					onPress={() => desk.send({do: 'print-on'})}
				/>
			)}
		</div>
	);

	function mainWord({kind, route}: PrintingProblem, number: number): string {
		return kind === 'waiting' ? words.goesOn : words.printOnWhat(number, route === 'alcohol');
	}
}

/** What can be done besides printing on. Whoever is about to give a slip up sees nothing but that. */
function OtherWays({problem, number}: {readonly problem: PrintingProblem; readonly number: number}) {
	const desk = useDesk();
	const words = desk.words.value.printing;
	const printers = desk.snapshot.value?.printers ?? [];
	const isStopped = problem.kind === 'stopped';
	const mayAbandon = isStopped && problem.mayAbandon;
	if (mayAbandon && desk.abandoning.value) return <Abandon number={number} />;
	const other = isStopped ? printers.find(({route}) => route === problem.mayMoveTo) : undefined;
	return (
		<>
			{isStopped && !mayAbandon && problem.mayGoBack && (
				<Key testId="back" kind="op" hotkeys="Escape" onPress={() => desk.send({do: 'back'})}>
					{words.backToSale}
				</Key>
			)}
			{mayAbandon && <Abandon number={number} />}
			{other !== undefined && (
				<Key testId="print-elsewhere" kind="op" onPress={() => desk.send({do: 'print-elsewhere'})}>
					<Words of={words.elsewhere(other.number)} />
				</Key>
			)}
			{problem.maySuspend && (
				<Key testId="suspend-sale" kind="op" onPress={() => desk.send({do: 'suspend-sale'})}>
					<Words of={words.suspend} />
				</Key>
			)}
		</>
	);
}

function Words({of: [what, about]}: {readonly of: KeyWords}) {
	return (
		<>
			{what}
			<small>{about}</small>
		</>
	);
}

/** Two touches: the second one says what follows from it. */
function Abandon({number}: {readonly number: number}) {
	const desk = useDesk();
	const words = desk.words.value.printing;
	const isSure = desk.abandoning.value;
	const press = () => {
		desk.abandoning.value = !isSure;
		if (isSure) desk.send({do: 'abandon-slip'});
		else desk.guard.raise();
	};
	return (
		<Key testId="abandon-slip" kind={`op ${isSure ? 'alarming' : ''}`} on={isSure} onPress={press}>
			{isSure ? words.abandonSure(number) : <Words of={words.abandon(number)} />}
		</Key>
	);
}
