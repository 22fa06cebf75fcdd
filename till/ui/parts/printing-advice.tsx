/** What happened to the printing and what to do about it, in numbered steps; the one question, when nobody knows. */
import type {PrintingProblem, SlipView} from '../../api/snapshot.ts';
import {useDesk} from '../desk-context.ts';
import {zloty} from '../format.ts';
import {type PrintingWords, stoppedCodes, type Trouble} from '../words/printing-kinds.ts';
import {Key} from './key.tsx';

interface PrintingAdviceProps {
	readonly problem: PrintingProblem | undefined;
	readonly slips: readonly SlipView[];
}

export function PrintingAdvice({problem, slips}: PrintingAdviceProps) {
	const desk = useDesk();
	const words = desk.words.value.printing;
	const printers = desk.snapshot.value?.printers ?? [];
	const slip = slips.find(({route}) => route === problem?.route);
	if (problem === undefined) return <Steps title={words.inProgress} steps={words.inProgressSteps} />;
	const number = printers.find(({route}) => route === problem.printer)?.number ?? slip?.number ?? 1;
	switch (problem.kind) {
		case 'waiting': {
			const {what, steps} = words.condition[problem.condition];
			return <Steps urgent title={what(number)} steps={[...steps(number), words.thenItself]} />;
		}
		case 'stopped': {
			const {what, steps} = troubleOf(problem.code, words);
			const notes = [
				problem.line !== undefined && words.atLine(problem.line),
				problem.detail !== '' && words.deviceSays(problem.detail),
			];
			return (
				<Steps
					urgent
					title={what(number)}
					steps={[...steps(number), words.thenPrintOn]}
					note={notes.filter(note => note !== false).join(' ')}
				/>
			);
		}
		case 'question':
			return <Question number={number} problem={problem} />;
	}
}

/** A refusal by its code: some are conditions of the printer as well, and one stands for all that have no words. */
export function troubleOf(code: string, words: PrintingWords): Trouble {
	if (code === 'not-connected') return words.condition.disconnected;
	if (code === 'paper-out' || code === 'cover-open' || code === 'mechanism') return words.condition[code];
	return words.stopped[stoppedCodes.find(known => known === code) ?? 'other'];
}

interface StepsProps {
	readonly title: string;
	readonly steps: readonly string[];
	readonly note?: string;
	readonly urgent?: boolean;
}

function Steps({title, steps, note = '', urgent = false}: StepsProps) {
	return (
		<div class="panel problem" role={urgent ? 'alert' : 'status'} data-testid="problem">
			<h2>{title}</h2>
			<ol>
				{steps.map(step => (
					<li key={step}>{step}</li>
				))}
			</ol>
			{note !== '' && <p class="note">{note}</p>}
		</div>
	);
}

interface QuestionProps {
	readonly number: number;
	readonly problem: Extract<PrintingProblem, {kind: 'question'}>;
}

/** The answers stand inside the panel, far from the main key's place. */
function Question({number, problem}: QuestionProps) {
	const desk = useDesk();
	const words = desk.words.value.printing;
	const answer = (printed: boolean) => () => desk.send({do: 'answer-printed', printed});
	return (
		<div class="panel problem question" role="alertdialog" aria-label={words.question(number)} data-testid="problem">
			<h2>{words.question(number)}</h2>
			<ol>
				{words.questionSteps.map(step => (
					<li key={step}>{step}</li>
				))}
			</ol>
			<dl class="evidence" data-testid="evidence">
				{problem.evidence.map(({fact, value}) => (
					<div key={fact}>
						<dt>{words.facts[fact]}</dt>
						<dd>{isAmount(fact) && /^-?\d+$/.test(value) ? zloty(Number(value)) : value}</dd>
					</div>
				))}
			</dl>
			<div class="answers">
				<Key testId="printed-yes" kind="yes" onPress={answer(true)}>
					<b>{words.yes}</b>
					<small>{words.yesMeans}</small>
				</Key>
				<Key testId="printed-no" kind="no" onPress={answer(false)}>
					<b>{words.no}</b>
					<small>{words.noMeans}</small>
				</Key>
			</div>
		</div>
	);
}

function isAmount(fact: string): boolean {
	return fact === 'last-total' || fact === 'expected-total';
}
