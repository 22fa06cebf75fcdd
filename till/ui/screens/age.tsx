/** One question over the whole width. No key and no scan answers it: only a finger on one of the three answers. */
import type {Screen} from '../../api/snapshot.ts';
import {useDesk} from '../desk-context.ts';
import {date, money} from '../format.ts';
import {Zloty} from '../parts/display.tsx';
import {Say} from '../parts/entry.tsx';
import {SaleFunctions} from '../parts/functions.tsx';
import {Key} from '../parts/key.tsx';
import {SecondPrinter} from '../parts/receipt-line.tsx';

export function AgeScreen({question}: {readonly question: Extract<Screen, {at: 'age'}>}) {
	const desk = useDesk();
	const words = desk.words.value.age;
	const answer = (given: 'refused' | 'adult' | 'document') => () => desk.send({do: 'answer-age', answer: given});
	return (
		<>
			<main class="work whole">
				<section class="ask" role="alertdialog" aria-label={words.title}>
					<div class={`item ${question.route === 'alcohol' ? 'second' : ''}`}>
						{question.route === 'alcohol' && <SecondPrinter />}
						<span class="name" data-testid="age-product">
							{question.name}
						</span>
						<span class="sum">
							{money(question.totalGrosze)}
							<Zloty />
						</span>
					</div>
					<div>
						<h1>{words.question}</h1>
						<p class="born">
							{words.bornBefore} <b data-testid="born-on-or-before">{date(question.bornOnOrBefore)}</b>{' '}
							{words.bornAfter}
						</p>
					</div>
					<div class="answers">
						<Key testId="age-no" kind="no" onPress={answer('refused')}>
							<b>{words.no}</b>
							<small>{words.noMeans}</small>
						</Key>
						<Key testId="age-document" onPress={answer('document')}>
							<b>{words.document}</b>
							<small>{words.documentMeans}</small>
						</Key>
						<Key testId="age-yes" kind="yes" onPress={answer('adult')}>
							<b>{words.yes}</b>
							<small>{words.yesMeans}</small>
						</Key>
					</div>
					<footer>
						<span>{words.drunk}</span>
						<Say hint={words.scanner} />
					</footer>
				</section>
			</main>
			<SaleFunctions usable={false} />
		</>
	);
}
