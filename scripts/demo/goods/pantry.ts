/** What stands on shelves and in freezers: drinks, sweets, dry goods, spices, frozen food, coffee and tea. */
import type {GroupGoods} from '../table.ts';

export const drinks: GroupGoods = {
	group: {code: 'napoje', name: 'Napoje', route: 'main', colour: 'drink', order: 50, mealVoucher: true},
	packed: `
		Woda mineralna | niegazowana; lekko gazowana; gaz. | 0,5 l 1,79; 1,5 l 2,49 | A | PET050
		Woda mineralna | niegazowana | 6 × 1,5 l 13,99 | A | 6 × PET050
		Woda źródlana || 5 l 5,99 | A
		Woda smakowa | cytryna; truskawka; malina z miętą | 1,5 l 3,49 | A | PET050
		Napój gazowany | cola; pomarańcza; cytryna; tonik; oranżada | 0,5 l 3,99; 1,5 l 6,49 | A | PET050
		Napój gazowany puszka | cola; cola zero; pomarańcza; tonik | 0,33 l 3,29 | A | CAN050
		Oranżada czerwona szkło || 0,33 l 3,49 | A | GLASS100
		Napój energetyczny | klasyczny; bez cukru; mango | 0,25 l 4,49; 0,5 l 6,49 | A | CAN050 | 18
		Napój izotoniczny | cytrusowy; wieloowocowy | 0,75 l 4,99 | A | PET050
		Herbata mrożona | cytrynowa; brzoskwiniowa; zielona | 1,5 l 5,99 | A | PET050
		Sok | jabłkowy; pomarańczowy; multiwitamina; pomidorowy | 1 l 5,49 | C
		Sok marchwiowy w kartonie || 0,2 l 1,99 | C
		Sok tłoczony | z jabłek; z jabłek i gruszek; z jabłek i malin | 3 l 19,99 | C
		Nektar | z czarnej porzeczki; bananowy; wiśniowy | 1 l 4,99 | A
		Syrop | malinowy; z czarnego bzu; imbirowy | 420 ml 7,99 | A
		Kompot | z wiśni; z truskawek; z rabarbaru | 0,9 l 8,49 | C
		Piwo bezalkoholowe 0,0% | jasne; pszeniczne; cytrynowe; grejpfrutowe | 0,5 l 4,29 | A | CAN050
		Podpiwek || 0,5 l 4,99 | A | GLASS100
	`,
};

export const sweets: GroupGoods = {
	group: {code: 'slodycze', name: 'Słodycze i przekąski', route: 'main', colour: 'bread', order: 60, mealVoucher: true},
	packed: `
		Czekolada | mleczna; gorzka 70%; biała; z orzechami; z nadzieniem truskawkowym; z karmelem | 100 g 5,99 | A
		Czekolada XL | mleczna; z orzechami | 250 g 13,99 | A
		Baton | orzechowy; kokosowy; karmelowy; wafelkowy | 45 g 2,79 | A
		Baton zbożowy | z żurawiną; z czekoladą; z orzechami | 40 g 2,49 | A
		Wafelki | kakaowe; orzechowe; śmietankowe; cytrynowe | 180 g 4,99 | C
		Herbatniki | maślane; kakaowe; petitki | 100 g 2,29; 220 g 4,49 | C
		Ciastka | owsiane; z czekoladą; markizy; biszkopty z galaretką | 150 g 4,99 | C
		Pierniczki | w czekoladzie; nadziewane | 160 g 4,49 | C
		Cukierki | krówki; miętowe; owocowe; eukaliptusowe; toffi | 100 g 3,99; 500 g 15,99 | A
		Żelki | misie; robaczki; kwaśne języki | 100 g 4,29 | A
		Guma do żucia | miętowa; owocowa | 10 szt. 2,99 | A
		Pianki w czekoladzie | waniliowe; czekoladowe | 380 g 19,99 | A
		Chałwa | waniliowa; kakaowa | 100 g 4,49 | A
		Chipsy | solone; papryka; zielona cebulka; ser i cebula | 140 g 6,99 | A
		Chrupki kukurydziane | naturalne; orzechowe | 150 g 4,49 | A
		Paluszki | solone; z sezamem | 100 g 2,49; 200 g 3,99 | C
		Krakersy | solone; serowe | 180 g 4,99 | C
		Orzeszki ziemne | solone; prażone; w skorupce | 150 g 5,49 | A
		Orzechy | włoskie; nerkowca; laskowe; migdały | 100 g 8,99 | A
		Popcorn do mikrofali | solony; maślany | 90 g 3,49 | A
	`,
};

export const dryGoods: GroupGoods = {
	group: {
		code: 'artykuly-sypkie',
		name: 'Artykuły sypkie',
		route: 'main',
		colour: 'pack',
		order: 70,
		mealVoucher: true,
	},
	packed: `
		Mąka pszenna | tortowa 450; poznańska 500; chlebowa 750 | 1 kg 3,49 | C
		Mąka | żytnia; orkiszowa; kukurydziana | 1 kg 6,49 | C
		Cukier | biały; puder; trzcinowy | 0,5 kg 3,49; 1 kg 4,99 | B
		Sól | kamienna; morska jodowana | 1 kg 2,49 | A
		Ryż | biały; basmati; jaśminowy; brązowy | 4 × 100 g 4,99; 1 kg 8,99 | C
		Kasza | gryczana; jęczmienna; jaglana; manna; bulgur | 4 × 100 g 4,49; 1 kg 7,49 | C
		Makaron | świderki; nitki; penne; spaghetti; łazanki | 400 g 4,29 | C
		Makaron jajeczny | nitki; wstążki | 250 g 4,99 | C
		Płatki | owsiane; jęczmienne; żytnie | 500 g 3,99 | C
		Płatki śniadaniowe | kukurydziane; czekoladowe; miodowe | 250 g 6,99 | C
		Musli | owocowe; z orzechami; z czekoladą | 350 g 9,49 | C
		Groch łuskany || 400 g 3,49 | C
		Fasola biała || 400 g 5,49 | C
		Soczewica | czerwona; zielona | 400 g 6,49 | C
		Olej | rzepakowy; słonecznikowy | 1 l 7,99 | C
		Oliwa z oliwek || 0,5 l 34,99 | C
		Miód | wielokwiatowy; lipowy; gryczany | 400 g 21,99 | C
		Dżem | truskawkowy; wiśniowy; z czarnej porzeczki | 280 g 5,99 | C
		Powidła śliwkowe || 290 g 6,99 | C
		Paczka żywnościowa (darowizna) || mała 25,00; duża 50,00 | D
	`,
};

export const spices: GroupGoods = {
	group: {
		code: 'przyprawy',
		name: 'Przyprawy i przetwory',
		route: 'main',
		colour: 'pack',
		order: 80,
		mealVoucher: true,
	},
	packed: `
		Pieprz | czarny mielony; czarny ziarnisty; ziołowy | 20 g 2,99 | B
		Papryka mielona | słodka; ostra; wędzona | 20 g 2,79 | B
		Przyprawa | majeranek; oregano; bazylia; curry; kminek; ziele angielskie; liść laurowy | 10 g 1,99 | B
		Przyprawa do | kurczaka; gyrosa; ryb; bigosu; pierników | 25 g 2,49 | B
		Ketchup | łagodny; pikantny | 450 g 6,99 | B
		Musztarda | sarepska; stołowa; chrzanowa | 180 g 2,99 | B
		Majonez | stołowy; dekoracyjny | 250 ml 5,49; 400 ml 8,49 | B
		Chrzan tarty || 170 g 4,99 | B
		Ocet spirytusowy 10% || 0,5 l 2,49 | B
		Kostka rosołowa | drobiowa; wołowa; warzywna | 6 szt. 3,49 | B
		Zupa w torebce | barszcz czerwony; żurek; pomidorowa; ogórkowa | 45 g 2,79 | B
		Sos w torebce | pieczeniowy; grzybowy; boloński | 30 g 2,49 | B
		Koncentrat pomidorowy 30% || 80 g 1,99; 190 g 3,99 | C
		Passata pomidorowa || 500 g 5,49 | C
		Ogórki | konserwowe; kiszone; korniszony | 900 g 8,99 | C
		Kukurydza konserwowa || 340 g 4,49 | C
		Groszek konserwowy || 400 g 3,99 | C
		Tuńczyk | w oleju; w sosie własnym | 170 g 7,49 | C
		Śledź w oleju || 170 g 5,99 | C
		Szprot w sosie pomidorowym || 170 g 4,49 | C
	`,
};

export const frozen: GroupGoods = {
	group: {code: 'mrozonki', name: 'Mrożonki', route: 'main', colour: 'dairy', order: 90, mealVoucher: true},
	packed: `
		Pierogi mrożone | ruskie; z mięsem; z kapustą i grzybami; z truskawkami | 450 g 9,99 | B
		Pyzy z mięsem || 500 g 10,99 | B
		Kopytka || 500 g 6,99 | C
		Pizza mrożona | margherita; z szynką; z salami; cztery sery | 350 g 9,99 | B
		Mieszanka warzyw | chińska; na patelnię; wiosenna | 450 g 6,49 | C
		Warzywa mrożone | brokuły; kalafior; fasolka; szpinak | 450 g 5,99 | C
		Frytki | proste; karbowane | 750 g 8,99 | B
		Owoce mrożone | truskawki; maliny; jagody; wiśnie | 400 g 10,99 | C
		Filety rybne | z mintaja; z dorsza | 400 g 17,99 | C
		Paluszki rybne || 300 g 11,99 | C
		Lody śmietankowe | wanilia; czekolada; bakalie | 1 l 13,99 | B
		Lody na patyku | śmietankowe; w czekoladzie; sorbet malinowy | 100 ml 3,99 | B
		Lody rożek | waniliowy; truskawkowy; orzechowy | 110 ml 4,49 | B
	`,
};

export const coffeeAndTea: GroupGoods = {
	group: {
		code: 'kawa-i-herbata',
		name: 'Kawa i herbata',
		route: 'main',
		colour: 'drink',
		order: 100,
		mealVoucher: true,
	},
	packed: `
		Kawa mielona || 250 g 16,99; 500 g 29,99 | A
		Kawa ziarnista | arabika; espresso; łagodna | 500 g 39,99; 1 kg 69,99 | A
		Kawa rozpuszczalna || 100 g 19,99; 200 g 34,99 | A
		Kawa zbożowa | klasyczna; z cykorią | 150 g 6,99 | A
		Cappuccino w proszku | waniliowe; czekoladowe | 110 g 5,49 | A
		Herbata czarna ekspresowa || 20 szt. 4,49; 50 szt. 8,99; 100 szt. 15,99 | A
		Herbata liściasta | czarna; zielona; earl grey | 100 g 9,99 | A
		Herbata ekspresowa | zielona; malina z cytryną; owoce leśne | 20 szt. 5,49 | A
		Herbatka ziołowa | mięta; rumianek; melisa; pokrzywa; koper włoski | 25 szt. 4,99 | B
		Kakao || 100 g 7,49 | A
	`,
};
