/** Who sells: people, a PIN on the fixed keypad, and at the left what is good to know before the day begins. */
import type {Screen, Snapshot} from '../../api/snapshot.ts';
import type {DamageNotice} from '../../domain/damage.ts';
import {weightOf} from '../../domain/day-start.ts';
import type {ServerNotice} from '../../domain/link.ts';
import {trainee} from '../../domain/trainee.ts';
import {useDesk} from '../desk-context.ts';
import {longDate, wallTime} from '../format.ts';
import {damageNoteOf} from '../parts/damage-note.tsx';
import {Entry} from '../parts/entry.tsx';
import {findingText} from '../parts/finding-card.tsx';
import {Empty, Functions} from '../parts/functions.tsx';
import {Icon, type IconName} from '../parts/icon.tsx';
import {Key, MainKey} from '../parts/key.tsx';
import {Keypad} from '../parts/keypad.tsx';
import {catalogueAge, linkFace, trainingFace} from '../parts/link-cell.tsx';
import {Mark} from '../parts/mark.tsx';
import {Pager} from '../parts/pager.tsx';
import {briefOf} from '../parts/server-notice.tsx';

type Cashiers = Extract<Screen, {at: 'login'}>['cashiers'];

const placesCount = 9;

interface LoginScreenProps {
	readonly snapshot: Snapshot;
	readonly cashiers: Cashiers;
}

export function LoginScreen({snapshot, cashiers}: LoginScreenProps) {
	const desk = useDesk();
	const {login, preferences} = desk;
	const words = desk.words.value;
	const chosen = cashiers.find(({id}) => id === login.cashier.value);
	const pin = login.pin.text.value;
	return (
		<>
			<main class="work">
				<Welcome snapshot={snapshot} />
				<section class="side" aria-label={words.login.title}>
					<People cashiers={cashiers} />
					<Entry
						hint={chosen === undefined ? words.login.choose : words.login.pin(chosen.name)}
						typed={
							<span class="dots" role="img" aria-label={words.login.pinDigits(pin.length)}>
								{'●'.repeat(pin.length)}
							</span>
						}
					>
						<Key testId="clear-pin" kind="op" guarded={false} onPress={() => login.pin.clear()}>
							{words.login.clear}
						</Key>
					</Entry>
					<Keypad
						entry={chosen === undefined ? undefined : login.pin}
						doubleZero={false}
						onClear={() => login.pin.clear()}
						main={
							<MainKey face={words.login.logIn} enter disabled={!login.ready.value} onPress={() => login.logIn()} />
						}
					/>
				</section>
			</main>
			<Functions>
				<Empty />
				<Empty />
				<Empty />
				<Empty />
				<Key testId="toggle-dark" kind="op" onPress={() => preferences.toggleDark()}>
					{preferences.dark.value ? words.more.light : words.more.dark}
				</Key>
				<Key testId="toggle-language" kind="op" onPress={() => preferences.toggleLanguage()}>
					{words.otherLanguage}
				</Key>
			</Functions>
		</>
	);
}

function Welcome({snapshot}: {readonly snapshot: Snapshot}) {
	const desk = useDesk();
	const words = desk.words.value;
	const nowMs = desk.clock.minute.value;
	const {till} = snapshot;
	return (
		<section class="welcome" aria-label={words.till(till.number)}>
			<div class="sign">
				<Mark />
				<p>
					{till.shopName} · {words.till(till.number)}
				</p>
			</div>
			<ul class="facts">
				{factsOf(snapshot, nowMs, words).map(fact => (
					<li key={fact.testId} class={fact.tone} data-testid={fact.testId}>
						<Icon name={fact.icon} />
						<span>
							{fact.title}
							<small>{fact.detail}</small>
						</span>
					</li>
				))}
			</ul>
			<div class="display clock">
				<span class="time">{wallTime(nowMs)}</span>
				<span class="date">{longDate(nowMs, words.language)}</span>
			</div>
		</section>
	);
}

interface Fact {
	readonly testId: string;
	readonly tone: 'good' | 'calm' | 'stop';
	readonly icon: IconName;
	readonly title: string;
	readonly detail: string;
}

/** A day starts with knowing that the last one is closed: printers, prices, what is still to send. */
export function factsOf(
	snapshot: Snapshot,
	nowMs: number,
	words: ReturnType<typeof useDesk>['words']['value'],
): Fact[] {
	const {printers, damage} = snapshot;
	// Each has a place of its own here.
	const {notice, ...link} = snapshot.link;
	const troubled = printers.find(({condition}) => condition !== 'ready' && condition !== 'busy');
	const listed = printers
		.map(({number, condition}) => `${words.devices.printer(number)}: ${words.devices.condition[condition]}`)
		.join(' · ');
	const printersFact: Fact =
		troubled === undefined
			? {
					testId: 'fact-printers',
					tone: 'good',
					icon: 'good',
					title: printers.length > 1 ? words.login.printersReady : words.login.printerReady,
					detail: listed,
				}
			: {
					testId: 'fact-printers',
					tone: 'stop',
					icon: 'need',
					title: words.login.printerNotReady(troubled.number),
					detail: listed,
				};
	const face = linkFace({...link, refusedCount: 0, waitingReceiptCount: 0}, nowMs, words.link);
	const linkFact: Fact = {
		testId: 'fact-link',
		tone: face.tone,
		icon: face.tone === 'good' ? 'good' : face.icon,
		title: face.title,
		detail: link.trouble === undefined ? catalogueAge(link, nowMs, words.link) : face.detail,
	};
	if (snapshot.training) {
		const {icon, tone, title, detail} = trainingFace(words.training);
		const newcomer = words.training.newcomerPin(trainee.name, trainee.pin);
		return [
			dayFact(snapshot, words) ?? printersFact,
			{testId: 'fact-training', tone, icon, title, detail},
			{testId: 'fact-trainee', tone: 'calm', icon: 'notice', title: words.training.newcomer, detail: newcomer},
		];
	}
	const facts = [dayFact(snapshot, words) ?? printersFact, linkFact, outboxFact(snapshot, words)];
	// There is room for one more; an empty receipt tells of both.
	if (damage !== undefined) return [damageFact(damage, words), ...facts];
	return notice === undefined ? facts : [noticeFact(notice, words), ...facts];
}

/** What somebody has to see to before the first sale takes the printers' place: the list of them is above. */
function dayFact({day, printers}: Snapshot, words: ReturnType<typeof useDesk>['words']['value']): Fact | undefined {
	const stopping = day.findings.find(({code}) => weightOf[code] === 'stops');
	const finding = stopping ?? day.findings[0];
	if (finding === undefined) return undefined;
	const number = printers.find(({route}) => 'route' in finding && route === finding.route)?.number ?? 1;
	const {what, facts, toDo} = findingText(finding, number, words.day);
	const tone = stopping === undefined ? 'calm' : 'stop';
	const detail = [facts, toDo].filter(part => part !== '').join(' ');
	return {testId: 'fact-day', tone, icon: 'need', title: what, detail};
}

function damageFact(damage: DamageNotice, words: ReturnType<typeof useDesk>['words']['value']): Fact {
	const detail = damageNoteOf(damage, words.damage);
	return {testId: 'fact-damage', tone: 'calm', icon: 'need', title: words.damage.title, detail};
}

function noticeFact(notice: ServerNotice, words: ReturnType<typeof useDesk>['words']['value']): Fact {
	const {sentence, source} = briefOf(notice, words);
	return {testId: 'fact-notice', tone: 'calm', icon: 'notice', title: source, detail: sentence};
}

function outboxFact({link}: Snapshot, words: ReturnType<typeof useDesk>['words']['value']): Fact {
	const testId = 'fact-outbox';
	if (link.refusedCount > 0) {
		const title = words.login.refused(link.refusedCount);
		return {testId, tone: 'stop', icon: 'need', title, detail: words.login.refusedMore};
	}
	if (link.waitingReceiptCount > 0) {
		const title = words.link.waitForServer(link.waitingReceiptCount);
		return {testId, tone: 'calm', icon: 'anchor', title, detail: words.login.waitMore};
	}
	return {testId, tone: 'good', icon: 'good', title: words.login.allSent, detail: words.login.allSentMore};
}

function People({cashiers}: {readonly cashiers: Cashiers}) {
	const desk = useDesk();
	const {login} = desk;
	const words = desk.words.value.login;
	const isPaged = cashiers.length > placesCount;
	const page = login.pages.show(cashiers, isPaged ? placesCount - 1 : placesCount);
	return (
		<div class="people">
			{page.items.map(({id, name, manager}) => {
				const [first, ...rest] = name.split(' ');
				return (
					<Key
						key={id}
						testId={`cashier-${id}`}
						kind="person"
						on={login.cashier.value === id}
						onPress={() => login.choose(id)}
					>
						{first}
						<small>{[rest.join(' '), manager ? words.manager : ''].filter(part => part !== '').join(', ')}</small>
					</Key>
				);
			})}
			{isPaged && <Pager name="people" page={page} pages={login.pages} />}
		</div>
	);
}
