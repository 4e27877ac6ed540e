DROP TABLE vanilla_tor;
