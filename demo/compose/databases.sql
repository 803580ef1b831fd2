-- One database per service, as in the five-site network of ./warifu up.
CREATE DATABASE key_manager;
CREATE DATABASE secret_share_store;
CREATE DATABASE emr_ingest;
CREATE DATABASE cross_ref_api;
